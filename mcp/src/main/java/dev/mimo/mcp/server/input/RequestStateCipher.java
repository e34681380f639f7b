package dev.mimo.mcp.server.input;

import dev.mimo.file.Sha256;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.mcp.MetaKeys;
import dev.mimo.mcp.RpcException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Hands a call's earlier answers to its client for keeping, so that no server has to remember a call between rounds.
///
/// A state is AES-256-GCM under a key that lives as long as this object. What it belongs to (the caller, the method,
/// the parameters) is authenticated with it, so that it opens for nothing else; so is the time it was made at. Anything
/// altered, moved or old is refused alike. A state can be used again until it expires: what must happen only once may
/// not rely on it alone. Safe for many threads.
public final class RequestStateCipher {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final JsonLimits LIMITS = JsonLimits.ofDepth(80);
    private static final Base64.Encoder TO_TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Clock clock;
    private final Duration kept;
    private final int bytesMax;
    // made by the first call that asks: the randomness costs start-up time; guarded by this
    private @Nullable SecretKey key;
    private @Nullable SecureRandom random;

    /// @param kept how long a state can be used
    /// @param bytesMax longest state
    public RequestStateCipher(Clock clock, Duration kept, int bytesMax) {
        this.clock = clock;
        this.kept = kept;
        this.bytesMax = bytesMax;
    }

    /// What a state belongs to.
    ///
    /// @param params of the request; what changes from round to round is left aside
    public record Binding(String caller, String method, ObjectNode params) {}

    /// @throws RpcException invalid params, when the answers are more than a state may hold
    public String seal(Binding binding, Map<String, ObjectNode> answers) {
        ObjectNode content = Json.object().put("at", clock.millis());
        ObjectNode kept = content.putObject("answers");
        answers.forEach(kept::set);
        byte[] plain = Json.bytes(content);
        if (plain.length > bytesMax) {
            throw RpcException.invalidParams("The answers are longer than " + bytesMax + " bytes together.");
        }
        byte[] nonce = nonce();
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, binding, plain);
        return TO_TEXT.encodeToString(ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array());
    }

    /// The answers in a state, by key, in the order they were given in.
    ///
    /// @throws RpcException invalid params, when the state was not made here for this binding, or is too old
    public Map<String, ObjectNode> open(Binding binding, String state) {
        byte[] bytes = decoded(state);
        byte[] nonce = Arrays.copyOf(bytes, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(bytes, NONCE_BYTES, bytes.length);
        JsonNode content = content(crypt(Cipher.DECRYPT_MODE, nonce, binding, sealed));
        Instant made = Instant.ofEpochMilli(content.path("at").longValue());
        if (clock.instant().isAfter(made.plus(kept))) {
            throw refused();
        }
        Map<String, ObjectNode> answers = new LinkedHashMap<>();
        content.path("answers").properties()
                .forEach(answer -> answers.put(answer.getKey(), (ObjectNode) answer.getValue()));
        return answers;
    }

    private byte[] decoded(String state) {
        // half as much again for Base64, the nonce and the tag
        if (state.length() > bytesMax + bytesMax / 2 + 64) {
            throw refused();
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(state);
            // the decoder ignores unused bits; what we did not write ourselves is not ours
            if (bytes.length > NONCE_BYTES && TO_TEXT.encodeToString(bytes).equals(state)) {
                return bytes;
            }
        } catch (IllegalArgumentException _) {
            // the same as any other text that is not ours
        }
        throw refused();
    }

    private byte[] crypt(int mode, byte[] nonce, Binding binding, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(digest(binding));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException e) {
            if (mode == Cipher.DECRYPT_MODE) {
                throw refused();
            }
            throw new IllegalStateException("this Java cannot encrypt", e);
        }
    }

    private static JsonNode content(byte[] plain) {
        try {
            return Json.parse(plain, LIMITS);
        } catch (MalformedJsonException _) {
            throw refused();
        }
    }

    private static byte[] digest(Binding binding) {
        ArrayNode all = Json.array().add(binding.caller()).add(binding.method());
        ObjectNode params = Json.object();
        binding.params().properties().forEach(param -> {
            switch (param.getKey()) {
                case MetaKeys.META, "inputResponses", "requestState" -> {
                }
                default -> params.set(param.getKey(), param.getValue());
            }
        });
        return Sha256.of(Json.bytes(all.add(sorted(params))));
    }

    /// The same tree with the members of each object in order: a client may write them in another.
    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = Json.array();
            node.forEach(item -> array.add(sorted(item)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = Json.object();
        new TreeSet<>(node.propertyNames()).forEach(name -> object.set(name, sorted(node.path(name))));
        return object;
    }

    private synchronized SecretKey key() {
        if (key == null) {
            byte[] bytes = new byte[32];
            random().nextBytes(bytes);
            key = new SecretKeySpec(bytes, "AES");
        }
        return key;
    }

    private synchronized byte[] nonce() {
        byte[] nonce = new byte[NONCE_BYTES];
        random().nextBytes(nonce);
        return nonce;
    }

    private synchronized SecureRandom random() {
        if (random == null) {
            random = new SecureRandom();
        }
        return random;
    }

    private static RpcException refused() {
        return RpcException.invalidParams("The 'requestState' is not one that was given out for this request, or it "
                + "is too old: send the request again without it.");
    }
}
