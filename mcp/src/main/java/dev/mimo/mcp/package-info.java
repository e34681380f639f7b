/// The Model Context Protocol's wire language: messages as records, their strict codec, the revisions. Engines and
/// transports stand beside it in `server` and `http`; what tools are made of, in `tool`. Knows no Mimo; uses `json`
/// and `refusal` only.
@NullMarked
package dev.mimo.mcp;

import org.jspecify.annotations.NullMarked;
