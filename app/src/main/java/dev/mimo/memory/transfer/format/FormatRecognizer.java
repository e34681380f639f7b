package dev.mimo.memory.transfer.format;

import dev.mimo.json.JsonItems;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.memory.transfer.export.ExportCodec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Tells whose file it is by what is in it. A name or a media type is believed only where the text alone does not say:
/// whether it is Markdown.
final class FormatRecognizer {
    private static final int ITEMS_MAX = 50;
    private static final int LINES_MAX = 50;
    private static final int HEAD_BYTES = 1 << 16;
    private static final Set<String> LISTS = Set.of("entities", "relations", "results", "memories", "conversations");
    private static final Pattern MARKDOWN =
            Pattern.compile("(?m)^(?:#{1,6} \\S|[-*+] \\S|\\d{1,3}[.)] \\S|---$|```|> \\S)");

    private final ImportLimits limits;

    FormatRecognizer(ImportLimits limits) {
        this.limits = limits;
    }

    /// How the items of a JSON file lie in it.
    enum Layout {
        /// One on each line.
        LINES,
        /// Elements of the array at the top, or values at the top.
        VALUES,
        /// In lists of one object.
        LISTS
    }

    record Recognized(ImportFormat format, Layout layout) {}

    /// Opens the file at its beginning.
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    /// @param called Markdown by its name or its media type
    /// @return absent for none of the formats
    @Nullable
    Recognized recognize(Opening file, boolean called) throws IOException {
        byte[] head;
        try (InputStream in = file.open()) {
            head = in.readNBytes(HEAD_BYTES);
        }
        // whatever is no UTF-8 in it is for the readers to tell
        String text = new String(head, StandardCharsets.UTF_8);
        String begun = text.startsWith("\uFEFF") ? text.substring(1).stripLeading() : text.stripLeading();
        Recognized json = begun.startsWith("{") || begun.startsWith("[") ? json(file, text) : null;
        if (json != null) {
            return json;
        }
        boolean isText = !begun.isEmpty() && text.indexOf('\0') < 0 && isUtf8(head);
        boolean markdown = isText && (called || (!begun.startsWith("{") && MARKDOWN.matcher(begun).find()));
        return markdown ? new Recognized(ImportFormat.MARKDOWN, Layout.VALUES) : null;
    }

    /// A character that the head cuts in two does not count.
    private static boolean isUtf8(byte[] head) {
        CharBuffer text = CharBuffer.allocate(head.length + 1);
        return !StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(head), text, false).isError();
    }

    private @Nullable Recognized json(Opening file, String head) throws IOException {
        Recognized whole;
        try (InputStream in = file.open()) {
            whole = items(in);
        }
        if (whole != null) {
            return whole;
        }
        // a first line that is broken must not hide what the others are
        for (String line : head.lines().limit(LINES_MAX).filter(Predicate.not(String::isBlank)).toList()) {
            Recognized one = items(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
            if (one != null && one.layout() == Layout.LINES) {
                return one;
            }
        }
        return null;
    }

    private @Nullable Recognized items(InputStream in) throws IOException {
        try (JsonItems items = new JsonItems(in, limits.json(), LISTS)) {
            for (int i = 0; i < ITEMS_MAX; i++) {
                JsonItems.Item item = items.next();
                if (item == null) {
                    break;
                }
                ImportFormat format = format(item);
                if (format != null) {
                    return new Recognized(format, layout(item, items));
                }
            }
            ImportFormat empty = ofLists(items.listsSeen());
            return empty == null ? null : new Recognized(empty, Layout.LISTS);
        } catch (MalformedJsonException malformed) {
            return null;
        }
    }

    private static Layout layout(JsonItems.Item item, JsonItems items) {
        if (item.where().startsWith("line ")) {
            return item.where().equals("line " + items.line()) ? Layout.LINES : Layout.VALUES;
        }
        return item.where().startsWith("[") ? Layout.VALUES : Layout.LISTS;
    }

    private static @Nullable ImportFormat ofLists(Set<String> lists) {
        if (lists.contains("entities")) {
            return ImportFormat.MCP_MEMORY;
        }
        return lists.contains("results") || lists.contains("memories") ? ImportFormat.MEM0 : null;
    }

    private static @Nullable ImportFormat format(JsonItems.Item item) {
        JsonNode value = item.value();
        String kind = JsonParts.text(value, "kind");
        if (ExportCodec.HEADER.equals(kind) || (ExportCodec.MEMORY.equals(kind) && value.has("recorded_at"))) {
            return ImportFormat.MIMO;
        }
        if (value.path("mapping").isObject()) {
            return ImportFormat.CHATGPT;
        }
        if (value.path("chat_messages").isArray()) {
            return ImportFormat.CLAUDE;
        }
        if (isOfGraph(item.where(), value)) {
            return ImportFormat.MCP_MEMORY;
        }
        return isOfMem0(item.where(), value) ? ImportFormat.MEM0 : null;
    }

    private static boolean isOfGraph(String where, JsonNode value) {
        String type = JsonParts.text(value, "type");
        boolean isEntity = value.path("name").isString() && ("entity".equals(type) || value.has("observations"));
        boolean isRelation = value.path("from").isString() && value.path("to").isString() && value.has("relationType");
        return isEntity || isRelation || where.startsWith("entities[");
    }

    private static boolean isOfMem0(String where, JsonNode value) {
        boolean listed = where.startsWith("results[") || where.startsWith("memories[");
        JsonNode inside = value.path("payload").isObject() ? value.path("payload") : value;
        boolean hasText = JsonParts.text(inside, Mem0Reader.TEXT) != null;
        boolean marked = inside.has("user_id") || inside.has("agent_id") || inside.has("run_id") || inside.has("hash")
                || inside.has("created_at") || inside.has("categories");
        return hasText && (listed || marked || value.path("memory").isString());
    }
}
