package dev.mimo.conformance;

import dev.mimo.mcp.client.oauth.Grant;
import dev.mimo.mcp.client.oauth.OAuthClientProfile;
import dev.mimo.mcp.client.oauth.SigningKey;
import dev.mimo.mcp.client.oauth.token.ClientRegistration;
import dev.mimo.mcp.client.oauth.token.Secret;
import java.net.URI;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// By what right the client of a scenario asks for tokens.
final class Grants {
    private static final URI DOCUMENT = URI.create("https://conformance-test.local/client-metadata.json");

    private Grants() {}

    static Grant of(String scenario, JsonNode context) {
        String clientId = context.path("client_id").asString("");
        return switch (scenario) {
            case "auth/client-credentials-basic" -> new Grant.ClientSecret(clientId, secret(context, "client_secret"));
            case "auth/client-credentials-jwt" -> new Grant.ClientKey(clientId, SigningKey.ofPem(
                    context.path("private_key_pem").asString(), context.path("signing_algorithm").asString()));
            case "auth/enterprise-managed-authorization" -> new Grant.Enterprise(clientId,
                    secret(context, "client_secret"), URI.create(context.path("idp_token_endpoint").asString()),
                    context.path("idp_client_id").asString(), null, () -> secret(context, "idp_id_token"));
            case "auth/wif-jwt-bearer" -> new Grant.Workload(clientId, () -> secret(context, "valid_jwt"));
            case "auth/pre-registration" -> new Grant.Consent(new OAuthClientProfile("Mimo", null,
                    List.of(ClientRegistration.known(context.path("issuer").asString(), clientId,
                            secret(context, "client_secret"))),
                    null));
            default -> new Grant.Consent(new OAuthClientProfile("Mimo", DOCUMENT, List.of(), null));
        };
    }

    private static Secret secret(JsonNode context, String name) {
        return new Secret(context.path(name).asString());
    }
}
