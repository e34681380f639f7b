/// Which source of tools answers a call: the registry and its names, and the manifests by which sources are offered
/// before they run. Owns `ToolSource`, which `tools` and `skills` implement; speaks of tools in the words of
/// `mcp.model`.
@NullMarked
package dev.mimo.gateway;

import org.jspecify.annotations.NullMarked;
