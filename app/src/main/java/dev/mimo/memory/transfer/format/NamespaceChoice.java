package dev.mimo.memory.transfer.format;

import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.refusal.Refusal;
import dev.mimo.terms.Namespace;
import java.util.List;
import java.util.stream.Collectors;

/// Which memories of an export are taken. Those of one namespace go wherever they are asked to go; of an export of
/// several, only those of the namespace asked for, since no call touches more than one.
final class NamespaceChoice {
    private static final int NAMED_MAX = 10;

    private final Namespace target;
    private final FoundItems items;
    private boolean several;

    NamespaceChoice(Namespace target, FoundItems items) {
        this.target = target;
        this.items = items;
    }

    /// @param exported those that the export says it holds
    void begin(List<Namespace> exported) {
        several = exported.size() > 1;
        if (several && !exported.contains(target)) {
            String names = exported.stream().limit(NAMED_MAX).map(Namespace::value).collect(Collectors.joining(", "));
            throw Refusal.invalid("namespace", "is '" + target + "', of which the export holds nothing",
                    "It holds several namespaces (" + names + (exported.size() > NAMED_MAX ? ", …" : "")
                            + "); import them one at a time.");
        }
    }

    void offer(String where, WholeMemory memory) {
        if (several && !memory.namespace().equals(target)) {
            items.leftOut("memories of other namespaces");
        } else {
            items.found(where, new FoundMemory.Exported(memory));
        }
    }
}
