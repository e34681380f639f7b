package dev.mimo.memory.transfer;

import dev.mimo.memory.transfer.export.ExportedLine;
import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Hands out every memory with all its versions, a page at a time: nothing waits for an export, and what is written
/// meanwhile may be in it or not.
public final class Exporter {
    private static final int PAGE = 100;
    private static final int NAMESPACES_PAGE = 100;

    private final TransferStore store;
    private final InstantSource clock;

    public Exporter(TransferStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /// Shows each line in turn: the header, the memories of a namespace oldest first, one namespace after the other,
    /// and the end.
    ///
    /// @return how many memories there were
    public long export(ExportRequest request, Consumer<ExportedLine> lines) {
        List<Namespace> namespaces = request.namespace() == null ? all() : List.of(request.namespace());
        lines.accept(new ExportedLine.Header(clock.instant(), namespaces));
        long count = 0;
        for (Namespace namespace : namespaces) {
            count += export(namespace, lines);
        }
        lines.accept(new ExportedLine.End(count));
        return count;
    }

    private List<Namespace> all() {
        List<Namespace> all = new ArrayList<>();
        List<Namespace> page = store.namespaces("", NAMESPACES_PAGE);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = store.namespaces(page.getLast().value(), NAMESPACES_PAGE);
        }
        return all;
    }

    private long export(Namespace namespace, Consumer<ExportedLine> lines) {
        long count = 0;
        List<WholeMemory> page = store.page(namespace, null, PAGE);
        while (!page.isEmpty()) {
            for (WholeMemory memory : page) {
                lines.accept(new ExportedLine.Memory(memory));
            }
            count += page.size();
            MemoryId last = page.getLast().id();
            page = store.page(namespace, last, PAGE);
        }
        return count;
    }
}
