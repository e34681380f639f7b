package dev.mimo.tools;

import dev.mimo.call.RecordShape;
import dev.mimo.json.Json;
import dev.mimo.memory.recall.TokenEstimate;
import dev.mimo.terms.MemoryId;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/// Keeps answers within what a model can take in. What is cut away can always be had by another call, and the answer
/// says which.
final class AnswerBudget {
    static final int TOKENS_MAX = 4_000;
    /// Below this a cut memory tells too little to be worth its place.
    private static final int PIECE_MIN = 125;

    private static final RecordShape<ShownMemory> SHAPE = ShownMemory.shape();

    private AnswerBudget() {}

    /// What fits.
    ///
    /// @param more ids of those that are not shown
    /// @param cut whether anything was left out
    record Fitted(List<ShownMemory> shown, List<MemoryId> more, boolean cut) {
        /// Of the contents that are shown.
        int tokens() {
            return shown.stream().mapToInt(memory -> TokenEstimate.of(memory.content())).sum();
        }
    }

    /// As many of the memories as fit, in their order.
    static Fitted fit(List<ShownMemory> memories) {
        List<ShownMemory> shown = new ArrayList<>();
        List<MemoryId> more = new ArrayList<>();
        boolean cut = false;
        int left = TOKENS_MAX;
        for (ShownMemory memory : memories) {
            int size = size(memory);
            if (size <= left && more.isEmpty()) {
                shown.add(memory);
                left -= size;
            } else if (more.isEmpty() && (shown.isEmpty() || left > 4 * PIECE_MIN)) {
                shown.add(piece(memory, 0, left));
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
        return piece(memory, offset, TOKENS_MAX);
    }

    private static ShownMemory piece(ShownMemory memory, int offset, int tokensMax) {
        String content = memory.content();
        int from = boundary(content, Math.min(offset, content.length()));
        int to = end(content, from, Math.max(PIECE_MIN, tokensMax - (size(memory) - written(content))));
        int begin = memory.passageAt() == null ? 0 : memory.passageAt();
        return memory.showing(content.substring(from, to),
                to < content.length() ? (Integer) (begin + to) : memory.nextOffset());
    }

    /// Where the piece ends that fits: escapes make JSON longer than its text.
    private static int end(String content, int from, int room) {
        int asked = room;
        int to = TokenEstimate.end(content, from, asked);
        int written = written(content.substring(from, to));
        while (written > room && asked > PIECE_MIN) {
            asked = Math.max(PIECE_MIN, (int) ((long) asked * room / written) - 1);
            to = TokenEstimate.end(content, from, asked);
            written = written(content.substring(from, to));
        }
        return to;
    }

    /// Never between the halves of a surrogate pair.
    private static int boundary(String text, int at) {
        return at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) ? at - 1 : at;
    }

    /// As it is written, circumstances and escapes included.
    private static int size(ShownMemory memory) {
        return TokenEstimate.of(Json.text(SHAPE.write(memory)));
    }

    private static int written(String text) {
        return TokenEstimate.of(Json.text(StringNode.valueOf(text)));
    }
}
