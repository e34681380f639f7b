package dev.mimo.mcp.model;

/// What a client may believe of a tool when it decides whether to ask its user first.
///
/// @param readOnly changes nothing
/// @param destructive may remove or overwrite
/// @param idempotent the same call again changes nothing more
/// @param openWorld reaches beyond this machine's own data
public record ToolAnnotations(boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {}
