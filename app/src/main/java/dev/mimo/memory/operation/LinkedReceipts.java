package dev.mimo.memory.operation;

import dev.mimo.memory.Details;
import dev.mimo.memory.Memories;
import dev.mimo.memory.Memory;
import dev.mimo.memory.conflict.ValueConflict;
import dev.mimo.memory.recall.Recall;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Receipt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Receipts with what is near to what was stored: what each of the near-duplicates says, and which memories say
/// otherwise. Those are looked for by words too, as vectors come later, and a changed value in a short text leaves them
/// further apart than a near-duplicate's are.
record LinkedReceipts(Memories memories, Recall recall) {
    private static final Logger LOG = LoggerFactory.getLogger(LinkedReceipts.class);
    private static final int TEXT_CHARS = 160;
    /// Longer texts say more than one thing.
    private static final int STATEMENT_CHARS = 400;
    private static final int COMPARED = 10;

    /// @param said what the receipt is about
    Receipt of(Receipt receipt, Details said) {
        String id = receipt.id();
        if (id == null || receipt.status() != Receipt.Status.STORED) {
            return receipt;
        }
        Map<String, Memory> near = new LinkedHashMap<>();
        memories.findAll(receipt.namespace(), receipt.similar().stream().map(each -> new MemoryId(each.id())).toList())
                .forEach(memory -> near.put(memory.id().value(), memory));
        List<Receipt.Similar> similar = new ArrayList<>(receipt.similar().stream()
                .map(each -> new Receipt.Similar(each.id(), each.score(), text(near.get(each.id())))).toList());
        alike(receipt, said).forEach(memory -> near.putIfAbsent(memory.id().value(), memory));
        List<String> conflicts = new ArrayList<>();
        near.forEach((other, memory) -> {
            if (!other.equals(id) && contradict(said, memory.details())) {
                conflicts.add(other);
                if (similar.stream().noneMatch(each -> each.id().equals(other))) {
                    similar.add(new Receipt.Similar(other, 0, text(memory)));
                }
            }
        });
        return receipt.withSimilar(similar).withEffects(receipt.supersedes(), receipt.closed(), conflicts);
    }

    private List<Memory> alike(Receipt receipt, Details said) {
        if (said.session() != null || said.content().length() > STATEMENT_CHARS) {
            return List.of();
        }
        try {
            return recall.sharingWords(receipt.namespace(), said.content(), COMPARED);
        } catch (RefusedException e) {
            // it is stored all the same
            LOG.debug("Contradictions were not looked for: {}", e.getMessage());
            return List.of();
        }
    }

    /// Turns of conversations say what was said then, and stand as they are.
    private static boolean contradict(Details one, Details other) {
        return one.session() == null && other.session() == null
                && ValueConflict.between(one.content(), other.content());
    }

    private static @Nullable String text(@Nullable Memory memory) {
        if (memory == null) {
            return null;
        }
        String text = memory.details().content();
        if (text.length() <= TEXT_CHARS) {
            return text;
        }
        int end = Character.isLowSurrogate(text.charAt(TEXT_CHARS)) ? TEXT_CHARS - 1 : TEXT_CHARS;
        return text.substring(0, end) + "…";
    }
}
