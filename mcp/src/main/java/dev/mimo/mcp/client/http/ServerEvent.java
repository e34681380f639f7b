package dev.mimo.mcp.client.http;

import org.jspecify.annotations.Nullable;

/// One event of an event stream.
///
/// @param kind `message` unless it says otherwise
/// @param data its lines, joined; empty for an event that only carries an id
/// @param id of this event or the last one before that had any; absent when there was none
record ServerEvent(String kind, String data, @Nullable String id) {}
