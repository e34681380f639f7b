package dev.mimo.mcp.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A picture that stands for a tool, a prompt, a resource, a server or a client.
///
/// @param src an `https:` or `data:` address; whoever shows it decides whether to trust it
/// @param sizes such as `48x48` or `any`; empty when not known
/// @param theme `light` or `dark`; absent when it suits both
public record Icon(String src, @Nullable String mimeType, List<String> sizes, @Nullable String theme) {
    public Icon {
        sizes = List.copyOf(sizes);
    }
}
