package dev.mimo.mcp.client.oauth.token;

import org.jspecify.annotations.Nullable;

/// Keeps tokens and dynamic registrations of one user: nobody else may use the same store. Safe for many threads.
/// Several processes may share one, so what was read may be old: the last one to write wins. Implementations never log
/// or print what they hold, and never fail because something could not be kept.
public interface TokenStore {
    /// @return absent when there is none, or none that can be read
    @Nullable
    TokenSet tokens(TokenKey key);

    void keep(TokenKey key, TokenSet tokens);

    /// Forgets the tokens; does nothing when there are none.
    void drop(TokenKey key);

    /// @return what was registered dynamically with this issuer; absent when nothing was
    @Nullable
    ClientRegistration registration(String issuer);

    void keep(ClientRegistration registration);

    void dropRegistration(String issuer);
}
