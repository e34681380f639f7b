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
    private final FoundItems items;
    private final NamespaceChoice choice;
    private final Map<String, Integer> unknown = new TreeMap<>();
    private boolean open;

    MimoReader(ExportCodec codec, Namespace target, FoundItems items) {
        this.codec = codec;
        this.items = items;
        this.choice = new NamespaceChoice(target, items);
    }

    @Override
    public void read(ImportPart part) throws IOException {
        part.lines(items, (where, utf8) -> line(part, where, utf8));
        unknown.forEach((kind, count) -> items.skipped(part.at("lines of the kind '" + kind + "'"),
                "are unknown to this Mimo (" + count + ")"));
        if (open) {
            items.leftOut(CUT_OFF);
        }
    }

    private void line(ImportPart part, String where, byte[] utf8) {
        ObjectNode node;
        ExportedLine line;
        try {
            node = RequestJson.object(utf8, part.limits().json());
            line = isHeader(node) ? null : codec.read(node);
        } catch (RefusedException malformed) {
            items.skipped(where, malformed);
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
                open = true;
                choice.begin(header.namespaces());
            }
            case ExportedLine.Memory(var memory) -> choice.offer(where, memory);
            case ExportedLine.End _ -> open = false;
            case ExportedLine.Unknown(String kind) -> {
                if (unknown.size() < KINDS_MAX || unknown.containsKey(kind)) {
                    unknown.merge(kind, 1, Integer::sum);
                }
            }
        }
    }
}
