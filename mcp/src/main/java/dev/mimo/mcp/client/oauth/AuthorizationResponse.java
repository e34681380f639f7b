package dev.mimo.mcp.client.oauth;

import com.nimbusds.oauth2.sdk.util.URLUtils;
import dev.mimo.mcp.client.oauth.token.Secret;
import dev.mimo.mcp.client.oauth.web.AuthorizationException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.AuthorizationServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an authorization server sent the user back with. Nothing in it is believed before it is known who sent it.
final class AuthorizationResponse {
    private AuthorizationResponse() {}

    /// The code in the redirect.
    ///
    /// @throws AuthorizationException `STATE_MISMATCH`, `ISSUER_MISMATCH`, `DECLINED` or `MALFORMED`, in this order
    static Secret code(URI redirect, String state, AuthorizationServer server) {
        Map<String, String> said = parameters(redirect);
        if (!same(state, said.get("state"))) {
            throw new AuthorizationException(Problem.STATE_MISMATCH,
                    "The redirect does not belong to this authorization.");
        }
        String issuer = said.get("iss");
        if (issuer == null ? server.namesIssuer() : !issuer.equals(server.issuer())) {
            throw new AuthorizationException(Problem.ISSUER_MISMATCH,
                    "The redirect is not from the authorization server that was asked.");
        }
        String error = said.get("error");
        if (error != null) {
            throw new AuthorizationException(Problem.DECLINED,
                    "The authorization server sent the user back with " + AuthorizationException.shown(error) + ".",
                    error);
        }
        String code = said.get("code");
        if (code == null || code.isEmpty()) {
            throw new AuthorizationException(Problem.MALFORMED, "The redirect has no code.");
        }
        return new Secret(code);
    }

    /// The query's parameters, decoded; one that is given twice is left out, because nobody could say which counts.
    static Map<String, String> parameters(URI address) {
        Map<String, String> once = new LinkedHashMap<>();
        URLUtils.parseParameters(address.getRawQuery()).forEach((name, values) -> {
            if (values.size() == 1) {
                once.put(name, values.getFirst());
            }
        });
        return once;
    }

    private static boolean same(String expected, @Nullable String got) {
        return got != null && MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8),
                got.getBytes(StandardCharsets.UTF_8));
    }
}
