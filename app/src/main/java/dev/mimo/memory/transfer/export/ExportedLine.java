package dev.mimo.memory.transfer.export;

import dev.mimo.terms.Namespace;
import java.time.Instant;
import java.util.List;

/// One line of Mimo's own export; further kinds will come, and a reader passes over those that it does not know.
public sealed interface ExportedLine {
    /// The first line.
    ///
    /// @param namespaces whose memories follow
    record Header(Instant exportedAt, List<Namespace> namespaces) implements ExportedLine {
        public Header {
            namespaces = List.copyOf(namespaces);
        }
    }

    record Memory(WholeMemory memory) implements ExportedLine {}

    /// The last line: without it, the export was cut off.
    ///
    /// @param memories how many there were
    record End(long memories) implements ExportedLine {}

    /// A line of a kind that this Mimo does not know.
    record Unknown(String kind) implements ExportedLine {}
}
