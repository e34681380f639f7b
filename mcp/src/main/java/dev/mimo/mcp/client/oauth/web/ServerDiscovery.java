package dev.mimo.mcp.client.oauth.web;

import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.client.oauth.web.BoundedHttpClient.Answer;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the metadata of an authorization server at the well-known addresses of OAuth and OpenID Connect, in the order
/// that MCP prescribes. A document of another issuer is thrown away whole: none of its endpoints is used.
public final class ServerDiscovery {
    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final BoundedHttpClient http;

    public ServerDiscovery(BoundedHttpClient http) {
        this.http = http;
    }

    /// @throws AuthorizationException `ISSUER_UNKNOWN`, or what was wrong with the last document there was
    public AuthorizationServer find(String issuer, SsrfPolicy ssrfPolicy) throws InterruptedException {
        AuthorizationException why = new AuthorizationException(Problem.ISSUER_UNKNOWN,
                "The authorization server has no metadata at any address where it should be.");
        for (URI address : addresses(ssrfPolicy.check(issuer))) {
            try {
                Answer answer = http.get(address, ssrfPolicy);
                if (answer.status() == 200) {
                    return read(MetadataDocument.of(answer.body(), "The authorization server's metadata"), issuer,
                            ssrfPolicy);
                }
                if (answer.status() >= 500) {
                    why = new AuthorizationException(Problem.UNREACHABLE,
                            SsrfPolicy.shown(address) + " answers " + answer.status() + ".");
                }
            } catch (AuthorizationException e) {
                why = e;
            }
        }
        throw why;
    }

    static List<URI> addresses(URI issuer) {
        String origin = issuer.getScheme() + "://" + issuer.getRawAuthority();
        String path = issuer.getRawPath() == null ? "" : issuer.getRawPath();
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return plain.isEmpty()
                ? List.of(URI.create(origin + OAUTH), URI.create(origin + OPENID))
                : List.of(URI.create(origin + OAUTH + plain), URI.create(origin + OPENID + plain),
                        URI.create(origin + plain + OPENID));
    }

    private static AuthorizationServer read(MetadataDocument document, String issuer, SsrfPolicy ssrfPolicy) {
        if (!issuer.equals(document.text("issuer"))) {
            throw new AuthorizationException(Problem.ISSUER_MISMATCH,
                    "The authorization server's metadata is of another issuer.");
        }
        URI token = endpoint(document, "token_endpoint", ssrfPolicy);
        if (token == null) {
            throw new AuthorizationException(Problem.UNSUPPORTED, "The authorization server has no token endpoint.");
        }
        return new AuthorizationServer(issuer, endpoint(document, "authorization_endpoint", ssrfPolicy), token,
                endpoint(document, "registration_endpoint", ssrfPolicy),
                document.textsOrNone("code_challenge_methods_supported"),
                document.texts("token_endpoint_auth_methods_supported"),
                document.textsOrNone("scopes_supported"),
                document.flag("authorization_response_iss_parameter_supported"),
                document.flag("client_id_metadata_document_supported"),
                document.textsOrNone("dpop_signing_alg_values_supported"));
    }

    private static @Nullable URI endpoint(MetadataDocument document, String name, SsrfPolicy ssrfPolicy) {
        String address = document.text(name);
        return address == null ? null : ssrfPolicy.check(address);
    }
}
