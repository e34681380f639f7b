package dev.mimo.memory.transfer.format;

import dev.mimo.call.RequestJson;
import dev.mimo.memory.transfer.export.ExportCodec;
import dev.mimo.memory.transfer.export.ExportedLine;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// Mimo's own export, as lines of JSON.
final class MimoReader implements FormatReader {
    static final String CUT_OFF = "missing ends: the export was cut off";
    private static final int KINDS_MAX = 100;

    private final ExportCodec codec;
    private final ImportLimits limits;
    private final Namespace target;

    MimoReader(ExportCodec codec, ImportLimits limits, Namespace target) {
        this.codec = codec;
        this.limits = limits;
        this.target = target;
    }

    @Override
    public void read(Part part, FoundItems items) throws IOException {
        Reading reading = new Reading(new NamespaceChoice(target), items);
        JsonLines.each(part, limits, items, reading::line);
        reading.end(part);
    }

    private final class Reading {
        private final NamespaceChoice choice;
        private final FoundItems items;
        private final Map<String, Integer> unknown = new TreeMap<>();
        private boolean begun;
        private boolean ended;

        Reading(NamespaceChoice choice, FoundItems items) {
            this.choice = choice;
            this.items = items;
        }

        void line(String where, byte[] utf8) {
            ObjectNode node;
            ExportedLine line;
            try {
                node = RequestJson.object(utf8, limits.json());
                line = isHeader(node) ? null : codec.read(node);
            } catch (RefusedException malformed) {
                items.skipped(where, Reasons.of(malformed));
                return;
            }
            // what is refused of the header is refused of the whole
            take(where, line == null ? codec.read(node) : line);
        }

        private static boolean isHeader(ObjectNode node) {
            return ExportCodec.HEADER.equals(JsonParts.text(node, "kind"));
        }

        private void take(String where, ExportedLine line) {
            switch (line) {
                case ExportedLine.Header header -> {
                    begun = true;
                    ended = false;
                    choice.begin(header.namespaces());
                }
                case ExportedLine.Memory memory when choice.takes(memory.memory()) ->
                    items.found(where, new FoundMemory.Exported(memory.memory()));
                case ExportedLine.Memory _ -> items.leftOut("memories of other namespaces");
                case ExportedLine.End _ -> ended = true;
                case ExportedLine.Unknown other -> {
                    if (unknown.size() < KINDS_MAX || unknown.containsKey(other.kind())) {
                        unknown.merge(other.kind(), 1, Integer::sum);
                    }
                }
            }
        }

        void end(Part part) {
            unknown.forEach((kind, count) -> items.skipped(part.at("lines of the kind '" + kind + "'"),
                    "are unknown to this Mimo (" + count + ")"));
            if (begun && !ended) {
                items.leftOut(CUT_OFF);
            }
        }
    }
}
