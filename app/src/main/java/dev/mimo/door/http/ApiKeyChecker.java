package dev.mimo.door.http;

import dev.mimo.door.http.limit.KeyGuessLimiter;
import dev.mimo.file.Sha256;
import dev.mimo.refusal.Refusal;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.jspecify.annotations.Nullable;

/// Compares the key that a caller shows with those that are known. The time it takes tells nothing about how
/// much of a key was right, nor how long the right one is: digests of one length are compared, all of them.
final class ApiKeyChecker {
    private static final String SCHEME = "Bearer ";
    private static final String KEY_HEADER = "X-Api-Key";

    private final List<byte[]> digests;
    private final KeyGuessLimiter guesses;

    ApiKeyChecker(List<ApiKey> keys, KeyGuessLimiter guesses) {
        this.guesses = guesses;
        digests = keys.stream().map(key -> Sha256.of(key.value())).toList();
    }

    /// What a caller shows: the header `Authorization`, or a key as Anthropic's clients show it.
    static @Nullable String shown(HttpFields headers) {
        String authorization = headers.get(HttpHeader.AUTHORIZATION);
        String key = headers.get(KEY_HEADER);
        return authorization == null && key != null ? SCHEME + key : authorization;
    }

    /// Absent when the caller may go on: a known key, or none is asked for.
    ///
    /// @param authorization as `shown` has it
    /// @param address where the caller is
    @Nullable
    Refusal check(@Nullable String authorization, String address) {
        if (digests.isEmpty()) {
            return null;
        }
        if (authorization == null) {
            return new Refusal.Unauthenticated("This server asks for a key.",
                    "Send the header 'Authorization: Bearer <key>'.");
        }
        boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
        String shown = bearer ? authorization.substring(SCHEME.length()).strip() : "";
        Duration pause = guesses.pause(address);
        if (pause != null) {
            return new Refusal.TooBusy("Too many wrong keys came from this address.",
                    "Wait for the time in Retry-After, then send the right one.", pause);
        }
        if (isKnown(shown) && bearer) {
            return null;
        }
        guesses.wrong(address);
        return new Refusal.Unauthenticated("The key is not known.",
                "Check the header 'Authorization: Bearer <key>' against the server's keys.");
    }

    private boolean isKnown(String shown) {
        byte[] digest = Sha256.of(shown);
        boolean known = false;
        for (byte[] each : digests) {
            known |= MessageDigest.isEqual(each, digest);
        }
        return known;
    }

    /// Stands for a secret where the secret itself must not be kept.
    static String fingerprint(String secret) {
        return HexFormat.of().formatHex(Sha256.of(secret));
    }
}
