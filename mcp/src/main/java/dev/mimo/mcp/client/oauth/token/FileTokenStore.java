package dev.mimo.mcp.client.oauth.token;

import dev.mimo.file.AtomicFile;
import dev.mimo.file.Sha256;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One small file for each entry in a folder of its own, readable by its owner alone and replaced in one step. A file
/// that cannot be understood counts as absent, one that cannot be written costs nothing until the program ends; both
/// are warnings. File names are digests, so they tell nobody which servers are used.
public final class FileTokenStore implements TokenStore {
    private static final Logger LOG = LoggerFactory.getLogger(FileTokenStore.class);
    private static final JsonLimits LIMITS = JsonLimits.defaults();

    /// Nobody takes as long to write a file.
    private static final Duration DRAFT_AGE = Duration.ofMinutes(10);

    private final Path folder;
    /// One warning a file is enough; there are as many entries at most.
    private final Set<Path> warned = ConcurrentHashMap.newKeySet();

    /// @param folder made when it is not there, for its owner alone
    /// @throws UncheckedIOException when it cannot be made
    public FileTokenStore(Path folder) {
        this.folder = folder;
        try {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(folder,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
            removeDrafts(Instant.now().minus(DRAFT_AGE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a program that was killed has left of its writing, secrets included.
    private void removeDrafts(Instant before) throws IOException {
        for (Path draft : files("*.tmp")) {
            try {
                if (Files.getLastModifiedTime(draft).toInstant().isBefore(before)) {
                    Files.delete(draft);
                }
            } catch (NoSuchFileException _) {
                // somebody writes right now, and is done with it
            }
        }
    }

    @Override
    public @Nullable TokenSet tokens(TokenKey key) {
        Path file = file(key);
        ObjectNode json = readOrWarn(file);
        if (json == null) {
            return null;
        }
        Secret access = value(json, "access_token", Secret::new);
        // the digest in the name is trusted to be unique, the content is not trusted to belong to it
        if (access == null || !key.equals(key(json))) {
            warnOfDamage(file);
            return null;
        }
        return new TokenSet(access, value(json, "refresh_token", Secret::new),
                value(json, "expires_at", Instant::parse),
                scopes(json, "requested"), scopes(json, "granted"), value(json, "proof_key", Secret::new));
    }

    private static @Nullable TokenKey key(ObjectNode json) {
        String issuer = text(json, "issuer");
        String resource = text(json, "resource");
        String clientId = text(json, "client_id");
        return issuer == null || resource == null || clientId == null
                ? null
                : new TokenKey(issuer, resource, clientId);
    }

    /// Forgets the tokens that the predicate holds for, all that cannot be understood, and who this client is with
    /// issuers of which no tokens are left.
    ///
    /// @return what was forgotten, of what could be understood
    /// @throws UncheckedIOException when something could not be read, which may be what is to be forgotten, or could
    ///     not be removed
    public List<TokenKey> forget(Predicate<TokenKey> which) {
        List<TokenKey> forgotten = new ArrayList<>();
        Set<String> left = new HashSet<>();
        try {
            for (Path file : files("tokens-*.json")) {
                TokenKey key = keyIn(file);
                if (key != null && !which.test(key)) {
                    left.add(key.issuer());
                    continue;
                }
                Files.deleteIfExists(file);
                if (key != null) {
                    forgotten.add(key);
                }
            }
            for (TokenKey key : forgotten) {
                if (!left.contains(key.issuer())) {
                    Files.deleteIfExists(file(key.issuer()));
                }
            }
            removeDrafts(Instant.MAX);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return forgotten;
    }

    /// Absent when it cannot be understood.
    private static @Nullable TokenKey keyIn(Path file) throws IOException {
        try {
            ObjectNode json = read(file);
            return json == null ? null : key(json);
        } catch (MalformedJsonException _) {
            return null;
        }
    }

    private List<Path> files(String pattern) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
            found.forEach(files::add);
        }
        return files;
    }

    @Override
    public void keep(TokenKey key, TokenSet tokens) {
        ObjectNode json = Json.object().put("issuer", key.issuer()).put("resource", key.resource())
                .put("client_id", key.clientId()).put("access_token", tokens.access().value())
                .put("requested", String.join(" ", tokens.requested()))
                .put("granted", String.join(" ", tokens.granted()));
        put(json, "refresh_token", tokens.refresh());
        put(json, "proof_key", tokens.proofKey());
        put(json, "expires_at", tokens.expires());
        write(file(key), json);
    }

    @Override
    public void drop(TokenKey key) {
        delete(file(key));
    }

    @Override
    public @Nullable ClientRegistration registration(String issuer) {
        Path file = file(issuer);
        ObjectNode json = readOrWarn(file);
        if (json == null) {
            return null;
        }
        String clientId = text(json, "client_id");
        if (clientId == null || !issuer.equals(text(json, "issuer"))) {
            warnOfDamage(file);
            return null;
        }
        return new ClientRegistration(issuer, clientId, value(json, "client_secret", Secret::new),
                text(json, "method"), value(json, "redirect_uri", URI::create),
                value(json, "secret_expires_at", Instant::parse));
    }

    @Override
    public void keep(ClientRegistration registration) {
        ObjectNode json = Json.object().put("issuer", registration.issuer()).put("client_id", registration.clientId());
        put(json, "client_secret", registration.secret());
        put(json, "method", registration.method());
        put(json, "redirect_uri", registration.redirect());
        put(json, "secret_expires_at", registration.secretExpires());
        write(file(registration.issuer()), json);
    }

    @Override
    public void dropRegistration(String issuer) {
        delete(file(issuer));
    }

    private Path file(TokenKey key) {
        return folder.resolve("tokens-" + digest(key.issuer(), key.resource(), key.clientId()) + ".json");
    }

    private Path file(String issuer) {
        return folder.resolve("client-" + digest(issuer) + ".json");
    }

    private static String digest(String... parts) {
        MessageDigest sha = Sha256.digest();
        for (String part : parts) {
            sha.update(part.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) 0);
        }
        return HexFormat.of().formatHex(sha.digest(), 0, 16);
    }

    private @Nullable ObjectNode readOrWarn(Path file) {
        try {
            return read(file);
        } catch (IOException | MalformedJsonException _) {
            // the cause might quote a token
            warnOfDamage(file);
            return null;
        }
    }

    /// Absent when it is not there.
    private static @Nullable ObjectNode read(Path file) throws IOException, MalformedJsonException {
        try (InputStream in = Files.newInputStream(file)) {
            return Json.parseObject(in, LIMITS);
        } catch (NoSuchFileException _) {
            return null;
        }
    }

    private void warnOfDamage(Path file) {
        if (warned.add(file)) {
            LOG.warn("{} is damaged, so what was kept there of a login counts as none.", file);
        }
    }

    private static void write(Path file, ObjectNode json) {
        try {
            // a rotated refresh token that a power cut takes away cannot be had again
            AtomicFile.write(file, Json.bytes(json), AtomicFile.Option.OWNER_ONLY, AtomicFile.Option.FORCED);
        } catch (IOException e) {
            LOG.warn("What an authorization server gave cannot be kept, and will have to be asked for again: {}",
                    e.toString());
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (NoSuchFileException _) {
            // gone already, which is what was wanted
        } catch (IOException e) {
            LOG.warn("What an authorization server takes no longer cannot be removed: {}", e.toString());
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value instanceof Secret secret ? secret.value() : value.toString());
        }
    }

    private static @Nullable String text(ObjectNode json, String name) {
        JsonNode value = json.get(name);
        return value != null && value.isString() && !value.stringValue().isEmpty() ? value.stringValue() : null;
    }

    /// Absent also when it is not one of its kind.
    private static <T> @Nullable T value(ObjectNode json, String name, Function<String, T> reading) {
        String text = text(json, name);
        try {
            return text == null ? null : reading.apply(text);
        } catch (IllegalArgumentException | DateTimeException _) {
            return null;
        }
    }

    private static Set<String> scopes(ObjectNode json, String name) {
        String text = text(json, name);
        return text == null ? Set.of() : new LinkedHashSet<>(List.of(text.split(" ", -1)));
    }
}
