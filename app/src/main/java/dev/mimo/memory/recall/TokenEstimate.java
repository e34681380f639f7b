package dev.mimo.memory.recall;

/// How many tokens a text has: the one measure, of what is recalled and of what is shown. A common estimate with
/// current tokenizers: four bytes of UTF-8 each.
public final class TokenEstimate {
    private static final int BYTES_PER_TOKEN = 4;

    private TokenEstimate() {}

    /// Rounded up.
    public static int of(String text) {
        long bytes = text.codePoints().mapToLong(TokenEstimate::bytes).sum();
        return (int) Math.min(Integer.MAX_VALUE, (bytes + BYTES_PER_TOKEN - 1) / BYTES_PER_TOKEN);
    }

    /// Where a piece ends that begins at `from` and has at most so many tokens; never between the halves of a pair, and
    /// at least one character on.
    public static int end(String text, int from, int tokensMax) {
        long left = (long) tokensMax * BYTES_PER_TOKEN;
        int to = from;
        while (to < text.length()) {
            int point = text.codePointAt(to);
            left -= bytes(point);
            if (left < 0 && to > from) {
                return to;
            }
            to += Character.charCount(point);
        }
        return to;
    }

    /// Where a piece begins that ends before `to` and has at most so many tokens; never between the halves of a pair.
    static int beginning(String text, int to, int tokensMax) {
        long left = (long) tokensMax * BYTES_PER_TOKEN;
        int from = to;
        while (from > 0) {
            int point = text.codePointBefore(from);
            left -= bytes(point);
            if (left < 0) {
                return from;
            }
            from -= Character.charCount(point);
        }
        return from;
    }

    private static int bytes(int point) {
        return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }
}
