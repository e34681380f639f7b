package dev.mimo.memory.transfer.format;

import dev.mimo.json.Json;
import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.text.FrontMatter;
import dev.mimo.memory.transfer.text.MarkdownBlocks;
import dev.mimo.memory.transfer.text.TextLines;
import dev.mimo.terms.Namespace;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Markdown: Mimo's own export, or anybody's notes, whose blocks become memories with the headings above them.
final class MarkdownReader implements FormatReader {
    private final Drafts drafts;
    private final MarkdownMemories own;
    private final Namespace target;
    private final FoundItems items;

    /// @param own reads Mimo's own export
    MarkdownReader(Drafts drafts, MarkdownMemories own, Namespace target, FoundItems items) {
        this.drafts = drafts;
        this.own = own;
        this.target = target;
        this.items = items;
    }

    @Override
    public void read(ImportPart part) throws IOException {
        TextLines lines = new TextLines(part.in(), part.limits().itemBytesMax());
        FrontMatter front = FrontMatter.read(lines);
        if (MarkdownMemories.MEMORIES.equals(front.value(MarkdownMemories.MARK))) {
            own.read(part, front, lines, new NamespaceChoice(target, items), items);
            return;
        }
        MarkdownBlocks blocks = new MarkdownBlocks(block -> offer(part, front, block));
        for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
            blocks.line(line);
        }
        blocks.end();
    }

    private void offer(ImportPart part, FrontMatter front, MarkdownBlocks.Block block) {
        List<String> headings = headings(front, block);
        ObjectNode metadata = Json.object();
        if (!part.name().isEmpty()) {
            metadata.put("file", part.name());
        }
        if (!headings.isEmpty()) {
            ArrayNode shown = metadata.putArray("headings");
            headings.forEach(shown::add);
        }
        String content = headings.isEmpty()
                ? block.text()
                : String.join(" > ", headings)
                        + (block.text().indexOf('\n') < 0 ? ": " : ":\n") + block.text();
        OffsetDateTime date = front.time("date", "created", "created_at", "occurred_at");
        drafts.offer(part.at("line " + block.line()), StableKey.hashed(ImportFormat.MARKDOWN, part.name(), content),
                new Details(content, Objects.requireNonNullElse(front.value("category", "type"), "fact"), 0.5,
                        front.values("tags", "tag", "keywords"), Json.text(metadata), source(part, front), null, null,
                        Trust.DOCUMENT, date));
    }

    private static List<String> headings(FrontMatter front, MarkdownBlocks.Block block) {
        String title = front.value("title");
        if (title == null || block.headings().contains(title)) {
            return block.headings();
        }
        List<String> headings = new ArrayList<>(block.headings());
        headings.addFirst(title);
        return headings;
    }

    private static String source(ImportPart part, FrontMatter front) {
        @Nullable
        String said = front.value("source", "url");
        return said != null ? said : part.name().isEmpty() ? ImportFormat.MARKDOWN.wireName() : part.name();
    }
}
