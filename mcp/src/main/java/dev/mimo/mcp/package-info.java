/// The Model Context Protocol's wire language: messages as records, their strict codec, the revisions. Engines and
/// transports stand beside it in `server`, `http`, `stdio` and `client`; what tools are made of, in `model`. Knows no
/// Mimo; uses `json` only.
@NullMarked
package dev.mimo.mcp;

import org.jspecify.annotations.NullMarked;
