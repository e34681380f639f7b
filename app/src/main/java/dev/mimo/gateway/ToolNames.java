package dev.mimo.gateway;

import dev.mimo.file.Sha256;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How tools are named: `<source>__<tool>`, and Mimo's own by their bare name. A name depends on nothing but the names
/// of the source and of the tool, so it is the same after every start, whoever else is registered.
///
/// No two sources can meet in one name: a source's name neither holds `__` nor ends in `_`, a bare name holds no
/// `__`, hence the first `__` of an exposed name is where the source's name ends. What would be longer than 64
/// characters is cut, and ends in a digest of the whole: the protocol allows more, and some clients do not.
final class ToolNames {
    private static final String SEPARATOR = "__";
    private static final Pattern SOURCE = Pattern.compile("[A-Za-z0-9]+([._-][A-Za-z0-9]+)*");
    private static final int LENGTH_MAX = 64;
    private static final int DIGEST_CHARS = 10;
    /// Leaves room for the separator and a digest.
    private static final int SOURCE_MAX = 40;

    private ToolNames() {}

    /// @throws IllegalArgumentException when the source has a name that could be confused with another's
    static void checkSource(String source) {
        if (!source.isEmpty() && (source.length() > SOURCE_MAX || !SOURCE.matcher(source).matches())) {
            throw new IllegalArgumentException("not a name for a source of tools: " + source);
        }
    }

    /// The name under which callers find the tool; absent when it cannot be offered, because it would be taken for
    /// another source's.
    static @Nullable String exposed(String source, String tool) {
        if (source.isEmpty()) {
            return tool.contains(SEPARATOR) ? null : tool;
        }
        String whole = source + SEPARATOR + tool;
        return whole.length() <= LENGTH_MAX ? whole : shortened(whole);
    }

    private static String shortened(String whole) {
        byte[] digest = Sha256.of(whole);
        return whole.substring(0, LENGTH_MAX - DIGEST_CHARS - 1) + "-"
                + HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARS);
    }
}
