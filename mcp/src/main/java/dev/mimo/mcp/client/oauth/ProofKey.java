package dev.mimo.mcp.client.oauth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.id.JWTID;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import com.nimbusds.openid.connect.sdk.Nonce;
import dev.mimo.mcp.client.oauth.token.Secret;
import java.net.URI;
import java.text.ParseException;
import java.time.Instant;
import java.util.Date;
import org.jspecify.annotations.Nullable;

/// The key that tokens are bound to (RFC 9449), and the proofs made with it. ES256, which every server has to know.
final class ProofKey {
    static final String ALGORITHM = "ES256";

    private final ECKey key;

    private ProofKey(ECKey key) {
        this.key = key;
    }

    static ProofKey generate() {
        try {
            return new ProofKey(new ECKeyGenerator(Curve.P_256).generate());
        } catch (JOSEException e) {
            throw new IllegalStateException("every JDK has P-256", e);
        }
    }

    static ProofKey of(Secret jwk) {
        try {
            return new ProofKey(ECKey.parse(jwk.value()));
        } catch (ParseException _) {
            // the cause might quote the key
            throw new IllegalStateException("a stored key is not one of ours");
        }
    }

    Secret stored() {
        return new Secret(key.toJSONString());
    }

    /// A proof for one request; each has an identity of its own, so none can be sent twice.
    ///
    /// @param access token that goes with it; absent at the token endpoint
    /// @param nonce that the receiver asked for; absent when it has not
    String proof(String method, URI target, @Nullable Secret access, @Nullable String nonce, Instant now) {
        try {
            return new DefaultDPoPProofFactory(key, JWSAlgorithm.ES256).createDPoPJWT(new JWTID(), method,
                    bare(target), Date.from(now), access == null ? null : new DPoPAccessToken(access.value()),
                    nonce == null ? null : new Nonce(nonce)).serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("a key of ours does not sign", e);
        }
    }

    /// Without query and fragment.
    private static URI bare(URI target) {
        String text = target.toString();
        int end = text.indexOf('#') < 0 ? text.length() : text.indexOf('#');
        int query = text.indexOf('?');
        return URI.create(text.substring(0, query < 0 ? end : Math.min(query, end)));
    }
}
