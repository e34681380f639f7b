/// What is kept between runs: tokens and registrations, each bound to the issuer that gave it.
@NullMarked
package dev.mimo.mcp.client.oauth.token;

import org.jspecify.annotations.NullMarked;
