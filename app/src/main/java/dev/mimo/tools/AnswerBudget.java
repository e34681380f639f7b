package dev.mimo.tools;

import dev.mimo.call.RecordShape;
import dev.mimo.json.Json;
import dev.mimo.terms.MemoryId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/// Keeps answers within what a model can take in: about 4,000 tokens, at four characters each. What is cut away can
/// always be had by another call, and the answer says which.
final class AnswerBudget {
    static final int CHARS_MAX = 16_000;
    /// Below this a cut memory tells too little to be worth its place.
    private static final int PIECE_MIN = 500;

    private static final RecordShape<ShownMemory> SHAPE = ShownMemory.shape();

    private AnswerBudget() {}

    /// What fits.
    ///
    /// @param more ids of those that are not shown
    /// @param cut whether anything was left out
    record Fitted(List<ShownMemory> shown, List<MemoryId> more, boolean cut) {}

    /// As many of the memories as fit, in their order.
    static Fitted fit(List<ShownMemory> memories) {
        List<ShownMemory> shown = new ArrayList<>();
        List<MemoryId> more = new ArrayList<>();
        boolean cut = false;
        int left = CHARS_MAX;
        for (ShownMemory memory : memories) {
            int size = size(memory);
            if (size <= left && more.isEmpty()) {
                shown.add(memory);
                left -= size;
            } else if (more.isEmpty() && (shown.isEmpty() || left > 4 * PIECE_MIN)) {
                shown.add(piece(memory, 0, left - (size - written(memory.content()))));
                left = 0;
                cut = true;
            } else {
                more.add(memory.memory().id());
                cut = true;
            }
        }
        return new Fitted(shown, more, cut);
    }

    /// The memory with its text from the offset on, as long as fits.
    ///
    /// @param offset in characters
    static ShownMemory page(ShownMemory memory, int offset) {
        return piece(memory, offset, CHARS_MAX - (size(memory) - written(memory.content())));
    }

    private static ShownMemory piece(ShownMemory memory, int offset, int charsMax) {
        String content = memory.content();
        int from = boundary(content, Math.min(offset, content.length()));
        int length = Math.max(PIECE_MIN, charsMax);
        int to = Math.min(content.length(), from + length);
        // escapes make JSON longer than its text
        while (to < content.length() || to > from + PIECE_MIN) {
            int written = written(content.substring(from, to));
            if (written <= length || to - from <= PIECE_MIN) {
                break;
            }
            to = from + Math.max(PIECE_MIN, (int) ((long) (to - from) * length / written) - 1);
        }
        to = boundary(content, to);
        return memory.showing(content.substring(from, to), to < content.length() ? to : null);
    }

    /// Never between the halves of a surrogate pair.
    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    private static int size(ShownMemory memory) {
        return Json.text(SHAPE.write(memory)).length();
    }

    private static int written(String text) {
        return Json.text(StringNode.valueOf(text)).length();
    }
}
