/// What a server and its authorization server say about themselves: challenges and metadata, fetched within bounds and
/// believed only as far as the specifications allow.
@NullMarked
package dev.mimo.mcp.client.oauth.web;

import org.jspecify.annotations.NullMarked;
