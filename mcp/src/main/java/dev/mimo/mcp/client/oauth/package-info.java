/// OAuth 2.1 as an MCP client: from a server's refusal to a credential that it takes. A person consents in a browser,
/// or a program shows what it holds. `web` is what strangers say and how far they are trusted; `token` is what is kept.
/// Nothing here is loaded before a server asks for a credential.
@NullMarked
package dev.mimo.mcp.client.oauth;

import org.jspecify.annotations.NullMarked;
