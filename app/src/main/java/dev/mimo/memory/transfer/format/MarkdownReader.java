package dev.mimo.memory.transfer.format;

import dev.mimo.json.Json;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.format.Drafts.Draft;
import dev.mimo.memory.transfer.text.FrontMatter;
import dev.mimo.memory.transfer.text.MarkdownBlocks;
import dev.mimo.memory.transfer.text.TextLines;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Markdown: Mimo's own export, or anybody's notes, whose blocks become memories with the headings above them.
final class MarkdownReader implements FormatReader {
    private final Drafts drafts;
    private final ImportLimits limits;
    private final MarkdownMemories own;

    MarkdownReader(Drafts drafts, ImportLimits limits, MarkdownMemories own) {
        this.drafts = drafts;
        this.limits = limits;
        this.own = own;
    }

    @Override
    public void read(Part part, FoundItems items) throws IOException {
        TextLines lines = new TextLines(part.in(), limits.itemBytesMax());
        FrontMatter front = FrontMatter.read(lines);
        if (MarkdownMemories.MEMORIES.equals(front.value(MarkdownMemories.MARK))) {
            own.read(part, front, lines, items);
            return;
        }
        MarkdownBlocks blocks = new MarkdownBlocks(block -> offer(part, front, block, items));
        for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
            blocks.line(line);
        }
        blocks.end();
    }

    private void offer(Part part, FrontMatter front, MarkdownBlocks.Block block, FoundItems items) {
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
        Instant date = front.time("date", "created", "created_at", "occurred_at");
        drafts.offer(new Draft(StableKey.hashed(ImportFormat.MARKDOWN, part.name(), content), content,
                Objects.requireNonNullElse(front.value("category", "type"), "fact"),
                front.values("tags", "tag", "keywords"), metadata, source(part, front), null, null, Trust.DOCUMENT,
                date), part.at("line " + block.line()), items);
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

    private static String source(Part part, FrontMatter front) {
        @Nullable
        String said = front.value("source", "url");
        return said != null ? said : part.name().isEmpty() ? ImportFormat.MARKDOWN.wireName() : part.name();
    }
}
