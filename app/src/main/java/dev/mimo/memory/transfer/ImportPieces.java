package dev.mimo.memory.transfer;

import dev.mimo.json.ByteSize;
import dev.mimo.memory.PartialWrite;
import dev.mimo.memory.transfer.ImportReport.Skipped;
import dev.mimo.memory.transfer.TransferStore.Outcome;
import dev.mimo.memory.transfer.TransferStore.Stored;
import dev.mimo.memory.transfer.format.FoundItems;
import dev.mimo.memory.transfer.format.FoundMemory;
import dev.mimo.memory.transfer.format.ImportFormat;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.UndoHandle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gathers what is found in a file into pieces, hands each to the store, and counts what comes of it.
final class ImportPieces implements FoundItems {
    private static final int ITEMS_MAX = 200;
    private static final int CHARS_MAX = 1 << 20;
    private static final int LEFT_OUT_MAX = 100;

    private final TransferStore store;
    private final Namespace namespace;
    private final int skippedMax;
    /// Only for a dry run.
    private final @Nullable SeenItems seen;
    private final Runnable stored;
    private final List<String> places = new ArrayList<>();
    private final List<FoundMemory> piece = new ArrayList<>();
    private final List<Skipped> skipped = new ArrayList<>();
    private final Map<String, Long> leftOut = new HashMap<>();
    private @Nullable UndoHandle undo;
    private Runnable reporting = () -> {};
    private long chars;
    private long found;
    private long skippedCount;
    private long imported;
    private long same;

    /// @param skippedMax how many skipped items are named
    /// @param dryRun only compares with what is there
    /// @param stored called when some of a piece was stored
    ImportPieces(TransferStore store, Namespace namespace, int skippedMax, boolean dryRun, Runnable stored) {
        this.store = store;
        this.namespace = namespace;
        this.skippedMax = skippedMax;
        this.seen = dryRun ? new SeenItems() : null;
        this.stored = stored;
    }

    /// @param reporting called after each piece
    void report(Runnable reporting) {
        this.reporting = reporting;
    }

    @Override
    public void found(String where, FoundMemory memory) {
        found++;
        places.add(where);
        piece.add(memory);
        chars += memory.details().content().length();
        if (piece.size() >= ITEMS_MAX || chars >= CHARS_MAX) {
            flush();
        }
    }

    @Override
    public void skipped(String where, String reason) {
        skippedCount++;
        if (skipped.size() < skippedMax) {
            skipped.add(new Skipped(where, reason));
        }
    }

    @Override
    public void leftOut(String what) {
        if (leftOut.size() < LEFT_OUT_MAX || leftOut.containsKey(what)) {
            leftOut.merge(what, 1L, Long::sum);
        }
    }

    /// How many items there have been, skipped ones included.
    long items() {
        return found + skippedCount;
    }

    void end() {
        flush();
    }

    private void flush() {
        if (!piece.isEmpty()) {
            List<Outcome> outcomes = received();
            for (int i = 0; i < outcomes.size(); i++) {
                count(places.get(i), outcomes.get(i));
            }
        }
        piece.clear();
        places.clear();
        chars = 0;
        reporting.run();
    }

    private List<Outcome> received() {
        try {
            return seen == null ? stored() : compared(seen);
        } catch (RefusedException refused) {
            throw new BrokenOffException(refused);
        }
    }

    private List<Outcome> stored() {
        Stored result = store.store(namespace, List.copyOf(piece), undo);
        undo = result.undo();
        if (result.outcomes().contains(Outcome.STORED)) {
            stored.run();
        }
        return result.outcomes();
    }

    private List<Outcome> compared(SeenItems before) {
        List<Outcome> outcomes = new ArrayList<>(store.compare(namespace, piece));
        for (int i = 0; i < outcomes.size(); i++) {
            if (outcomes.get(i) == Outcome.STORED && !before.add(piece.get(i))) {
                outcomes.set(i, Outcome.SAME);
            }
        }
        return outcomes;
    }

    private void count(String where, Outcome outcome) {
        switch (outcome) {
            case STORED -> imported++;
            case SAME -> same++;
            case TAKEN -> skipped(where, "was stored before with another text, which stays");
        }
    }

    /// The same refusal for who may have some of the file stored already.
    RefusedException resumable(RefusedException refused) {
        if (undo == null) {
            return refused;
        }
        String so = " Before that, " + ByteSize.counted(imported)
                + " memories were imported: import the same file again for the rest, or take them back with the undo"
                + " handle " + undo + ".";
        return PartialWrite.refusal(refused, so);
    }

    ImportReport reported(ImportFormat format) {
        List<Skipped> told = new ArrayList<>(skipped);
        if (skippedCount > skipped.size()) {
            told.add(new Skipped("elsewhere", "and " + ByteSize.counted(skippedCount - skipped.size())
                    + " more were skipped"));
        }
        return new ImportReport(format, imported, same, told, leftOut, undo);
    }
}
