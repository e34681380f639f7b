package dev.mimo.memory.transfer.format;

import dev.mimo.call.RequestJson;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.memory.transfer.export.ExportCodec;
import dev.mimo.memory.transfer.export.ExportedLine;
import dev.mimo.memory.transfer.export.WholeMemory;
import dev.mimo.memory.transfer.text.FrontMatter;
import dev.mimo.memory.transfer.text.TextLines;
import dev.mimo.memory.transfer.text.TextLines.Line;
import dev.mimo.memory.transfer.text.TextPieces;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Namespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Mimo's own export as Markdown: a heading for each memory, a list of its circumstances, and its text as it is. Older
/// versions are left to the other export.
public final class MarkdownMemories {
    /// What its front matter says.
    static final String MARK = "mimo";
    static final String MEMORIES = "memories";
    private static final String HEADING = "## ";
    private static final Pattern ESCAPED = Pattern.compile("\\\\*## .*", Pattern.DOTALL);
    private static final List<String> APART = List.of("kind", "content", "versions", "known");
    private static final List<String> NUMBERS = List.of("version", "importance");

    private final ExportCodec codec;

    public MarkdownMemories(ExportCodec codec) {
        this.codec = codec;
    }

    /// A line of the export as a part of a Markdown file; empty for the last line.
    public String text(ExportedLine line) {
        return switch (line) {
            case ExportedLine.Header header -> "---\n" + MARK + ": " + MEMORIES + "\nversion: " + ExportCodec.VERSION
                    + "\nexported_at: " + header.exportedAt() + "\nnamespaces: [" + header.namespaces().stream()
                            .map(Namespace::value).collect(Collectors.joining(", "))
                    + "]\n---\n\n# Memories\n\n";
            case ExportedLine.Memory memory -> memory(memory);
            case ExportedLine.End _ -> "";
            case ExportedLine.Unknown _ -> "";
        };
    }

    private String memory(ExportedLine.Memory line) {
        StringBuilder text = new StringBuilder(HEADING).append(title(line.memory())).append("\n\n");
        for (Map.Entry<String, JsonNode> field : codec.write(line).properties()) {
            if (!APART.contains(field.getKey())) {
                text.append("- ").append(field.getKey()).append(": ").append(written(field.getValue())).append('\n');
            }
        }
        return text.append('\n').append(escaped(line.memory().current().details().content())).append("\n\n")
                .toString();
    }

    private static String title(WholeMemory memory) {
        String line = memory.current().details().content().strip().lines().findFirst().orElse("");
        String speaker = memory.current().details().speaker();
        return TextPieces.title(speaker == null ? line : speaker + ": " + line);
    }

    /// Plain where that can be read back, else as JSON.
    private static String written(JsonNode value) {
        if (value instanceof ArrayNode list) {
            boolean plain = !list.isEmpty() && list.valueStream().map(JsonNode::stringValue)
                    .allMatch(item -> isPlain(item) && item.indexOf(',') < 0);
            return plain
                    ? list.valueStream().map(JsonNode::stringValue).collect(Collectors.joining(", "))
                    : Json.text(value);
        }
        return value.isString() && isPlain(value.stringValue()) ? value.stringValue() : Json.text(value);
    }

    private static boolean isPlain(String text) {
        return text.equals(text.strip()) && !text.isEmpty() && "\"[{".indexOf(text.charAt(0)) < 0
                && text.chars().noneMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029');
    }

    private static String escaped(String content) {
        return content.lines().noneMatch(line -> ESCAPED.matcher(line).matches())
                ? content
                : List.of(content.split("\n", -1)).stream()
                        .map(line -> ESCAPED.matcher(line).matches() ? "\\" + line : line)
                        .collect(Collectors.joining("\n"));
    }

    /// Reads what `text` wrote, after its front matter.
    void read(ImportPart part, FrontMatter front, TextLines lines, NamespaceChoice choice, FoundItems items)
            throws IOException {
        choice.begin(front.values("namespaces").stream().filter(Namespace::isValid).map(Namespace::new).toList());
        List<Line> section = new ArrayList<>();
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (line.text().startsWith(HEADING)) {
                section(part, section, choice, items);
                section.clear();
            }
            section.add(line);
        }
        section(part, section, choice, items);
    }

    private void section(ImportPart part, List<Line> section, NamespaceChoice choice, FoundItems items) {
        if (section.isEmpty() || !section.getFirst().text().startsWith(HEADING)) {
            return;
        }
        String where = part.at("line " + section.getFirst().number());
        ExportedLine line;
        try {
            line = codec.read(node(section, part.limits().json()));
        } catch (RefusedException malformed) {
            items.skipped(where, malformed);
            return;
        }
        if (line instanceof ExportedLine.Memory(WholeMemory memory)) {
            choice.offer(where, memory);
        }
    }

    private static ObjectNode node(List<Line> section, JsonLimits limits) {
        ObjectNode node = Json.object().put("kind", ExportCodec.MEMORY);
        int at = 1;
        while (at < section.size() && section.get(at).text().isBlank()) {
            at++;
        }
        for (; at < section.size() && section.get(at).text().startsWith("- "); at++) {
            String text = section.get(at).text().substring(2);
            int colon = text.indexOf(':');
            if (colon > 0) {
                String name = text.substring(0, colon).strip();
                node.set(name, value(name, text.substring(colon + 1).strip(), limits));
            }
        }
        List<Line> content = section.subList(Math.min(section.size(), at + 1), section.size());
        node.put("content", content(content));
        return node;
    }

    private static JsonNode value(String name, String written, JsonLimits limits) {
        boolean isJson = (!written.isEmpty() && "\"[{".indexOf(written.charAt(0)) >= 0) || NUMBERS.contains(name);
        if (isJson) {
            return RequestJson.value(written.getBytes(StandardCharsets.UTF_8), limits);
        }
        if (!name.equals("tags")) {
            return Json.object().stringNode(written);
        }
        ArrayNode tags = Json.object().arrayNode();
        for (String tag : written.split(",", -1)) {
            if (!tag.isBlank()) {
                tags.add(tag.strip());
            }
        }
        return tags;
    }

    /// One empty line belongs to the heading that follows, or to the end of the file.
    private static @Nullable String content(List<Line> lines) {
        List<Line> kept = !lines.isEmpty() && lines.getLast().text().isBlank()
                ? lines.subList(0, lines.size() - 1)
                : lines;
        return kept.isEmpty()
                ? null
                : kept.stream().map(Line::text)
                        .map(line -> line.startsWith("\\") && ESCAPED.matcher(line).matches()
                                ? line.substring(1)
                                : line)
                        .collect(Collectors.joining("\n"));
    }
}
