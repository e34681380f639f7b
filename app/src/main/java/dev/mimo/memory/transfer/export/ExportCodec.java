package dev.mimo.memory.transfer.export;

import dev.mimo.json.Json;
import dev.mimo.json.JsonFields;
import dev.mimo.json.JsonLimits;
import dev.mimo.memory.Access;
import dev.mimo.memory.Details;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.Trust;
import dev.mimo.memory.transfer.export.WholeMemory.Stretch;
import dev.mimo.memory.transfer.export.WholeMemory.Version;
import dev.mimo.refusal.Bytes;
import dev.mimo.refusal.Refusal;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The lines of Mimo's own export as JSON. What a writer leaves out is what a reader takes for granted: no key, no
/// older versions, a version in force since it was recorded.
public final class ExportCodec {
    /// Of the lines: raised when an older Mimo could misunderstand them.
    public static final int VERSION = 1;
    public static final String HEADER = "mimo-export";
    public static final String MEMORY = "memory";
    private static final String END = "mimo-export-end";
    /// Most characters of a category, session, speaker, source or key.
    private static final int NAME_MAX = 256;
    private static final int NAMESPACES_MAX = 1_000_000;
    private static final int VERSIONS_MAX = 1_000_000;

    private final MemorySettings limits;
    private final JsonLimits json;

    /// @param limits of the memories that are read
    /// @param json of a line
    public ExportCodec(MemorySettings limits, JsonLimits json) {
        this.limits = limits;
        this.json = json;
    }

    /// A line as UTF-8, without the line feed.
    public byte[] bytes(ExportedLine line) {
        return Json.bytes(node(line));
    }

    public ObjectNode node(ExportedLine line) {
        return switch (line) {
            case ExportedLine.Header header -> header(header);
            case ExportedLine.Memory memory -> memory(memory.memory());
            case ExportedLine.End end -> Json.object().put("kind", END).put("memories", end.memories());
            case ExportedLine.Unknown unknown -> Json.object().put("kind", unknown.kind());
        };
    }

    private static ObjectNode header(ExportedLine.Header header) {
        ObjectNode node = Json.object().put("kind", HEADER).put("version", VERSION)
                .put("exported_at", header.exportedAt().toString());
        ArrayNode namespaces = node.putArray("namespaces");
        header.namespaces().forEach(namespace -> namespaces.add(namespace.value()));
        return node;
    }

    private ObjectNode memory(WholeMemory memory) {
        ObjectNode node = Json.object().put("kind", MEMORY).put("id", memory.id().value())
                .put("namespace", memory.namespace().value());
        put(node, "key", memory.key());
        version(memory.current(), node);
        if (!memory.older().isEmpty()) {
            ArrayNode older = node.putArray("versions");
            memory.older().forEach(version -> version(version, older.addObject()));
        }
        Access access = memory.access();
        if (!access.equals(Access.NONE)) {
            ObjectNode counts = node.putObject("access").put("count", access.count());
            put(counts, "last_at", access.lastAt());
            counts.put("repeats", access.repeats());
        }
        return node;
    }

    private void version(Version version, ObjectNode node) {
        Details details = version.details();
        node.put("version", version.number());
        node.put("content", details.content());
        node.put("category", details.category());
        node.put("importance", details.importance());
        ArrayNode tags = node.putArray("tags");
        details.tags().forEach(tags::add);
        node.set("metadata", Json.parseObject(details.metadata(), json));
        put(node, "source", details.source());
        put(node, "session", details.session());
        put(node, "speaker", details.speaker());
        node.put("trust", details.trust().name().toLowerCase(Locale.ROOT));
        put(node, "occurred_at", details.occurredAt());
        node.put("recorded_at", version.recordedAt().toString());
        if (!version.known().equals(List.of(new Stretch(version.recordedAt(), null)))) {
            ArrayNode known = node.putArray("known");
            version.known().forEach(stretch -> put(known.addObject().put("from", stretch.from().toString()), "to",
                    stretch.to()));
        }
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.put(name, value.toString());
        }
    }

    /// Reads one line from UTF-8.
    ///
    /// @throws dev.mimo.refusal.RefusedException naming every problem
    public ExportedLine read(byte[] utf8) {
        return read(Json.parseObject(utf8, json));
    }

    public ExportedLine read(ObjectNode node) {
        String kind = node.path("kind").isString() ? node.path("kind").stringValue() : null;
        return switch (kind) {
            case HEADER -> readHeader(node);
            case MEMORY -> new ExportedLine.Memory(readMemory(node));
            case END -> new ExportedLine.End(node.path("memories").asLong(0));
            case null -> throw Refusal.invalid("kind", "is required", "Each line of an export names its kind.");
            default -> new ExportedLine.Unknown(kind);
        };
    }

    private static ExportedLine.Header readHeader(ObjectNode node) {
        JsonFields fields = JsonFields.of(node);
        fields.text("kind", NAME_MAX);
        int version = fields.integer("version", 0, 0, Integer.MAX_VALUE);
        if (version > VERSION) {
            throw Refusal.invalid("version", "is " + version + ", that of a newer Mimo",
                    "Import it with a Mimo at least as new as the one that exported it.");
        }
        Instant at = fields.time("exported_at");
        List<String> named = Objects.requireNonNullElse(fields.texts("namespaces", NAMESPACES_MAX, 128), List.of());
        if (!named.stream().allMatch(Namespace::isValid)) {
            fields.problem("namespaces", "must be names of namespaces");
        }
        fields.done();
        return new ExportedLine.Header(at == null ? Instant.EPOCH : at, named.stream().map(Namespace::new).toList());
    }

    private WholeMemory readMemory(ObjectNode node) {
        JsonFields fields = JsonFields.of(node);
        fields.text("kind", NAME_MAX);
        String id = fields.requiredText("id", 64);
        String namespace = fields.text("namespace", 128);
        if (namespace != null && !Namespace.isValid(namespace)) {
            fields.problem("namespace", "is no name of a namespace");
        }
        String key = fields.text("key", NAME_MAX);
        Version current = readVersion(fields, true);
        List<Version> older = new ArrayList<>();
        List<ObjectNode> versions = fields.optionalObjects("versions", VERSIONS_MAX);
        for (int i = 0; i < versions.size(); i++) {
            JsonFields nested = fields.nested(versions.get(i), "versions[" + i + "]");
            older.add(readVersion(nested, false));
            nested.close();
        }
        Access access = readAccess(fields);
        fields.done();
        WholeMemory memory = new WholeMemory(namespace == null ? Namespace.DEFAULT : new Namespace(namespace),
                new MemoryId(id), key, current, older, access);
        String contradiction = memory.contradiction();
        if (contradiction != null) {
            throw Refusal.invalid("versions", contradiction, "Correct the times of its versions.");
        }
        return memory;
    }

    private Version readVersion(JsonFields fields, boolean inForce) {
        int number = fields.integer("version", 1, 1, Integer.MAX_VALUE);
        Details details = readDetails(fields);
        Instant recorded = fields.time("recorded_at");
        if (recorded == null) {
            fields.problem("recorded_at", "is required");
        }
        Instant at = precise(recorded == null ? Instant.EPOCH : recorded);
        List<Stretch> known = readKnown(fields);
        if (known.isEmpty() && !inForce) {
            fields.problem("known", "is required of an older version");
        }
        return new Version(number, details, at, known.isEmpty() ? List.of(new Stretch(at, null)) : known);
    }

    private static List<Stretch> readKnown(JsonFields fields) {
        List<Stretch> known = new ArrayList<>();
        List<ObjectNode> stretches = fields.optionalObjects("known", VERSIONS_MAX);
        for (int i = 0; i < stretches.size(); i++) {
            JsonFields nested = fields.nested(stretches.get(i), "known[" + i + "]");
            Instant from = nested.time("from");
            Instant to = nested.time("to");
            if (from == null) {
                nested.problem("from", "is required");
            }
            known.add(new Stretch(precise(from == null ? Instant.EPOCH : from), to == null ? null : precise(to)));
            nested.close();
        }
        return known;
    }

    private Details readDetails(JsonFields fields) {
        String content = fields.requiredText("content", Integer.MAX_VALUE);
        within(fields, "content", content, limits.contentBytesMax());
        String category = fields.text("category", NAME_MAX);
        Double importance = fields.number("importance", 0, 1);
        List<String> tags = fields.texts("tags", limits.tagsMax(), limits.tagCharsMax());
        ObjectNode given = fields.object("metadata");
        String metadata = given == null ? "{}" : Json.text(given);
        within(fields, "metadata", metadata, limits.metadataBytesMax());
        Instant occurred = fields.time("occurred_at");
        return new Details(content, category == null ? "fact" : category, importance == null ? 0.5 : importance,
                tags == null ? List.of() : tags, metadata, fields.text("source", NAME_MAX),
                fields.text("session", NAME_MAX), fields.text("speaker", NAME_MAX),
                fields.choice("trust", Trust.USER), occurred == null ? null : precise(occurred));
    }

    private static Access readAccess(JsonFields fields) {
        ObjectNode given = fields.object("access");
        if (given == null) {
            return Access.NONE;
        }
        JsonFields nested = fields.nested(given, "access");
        long count = nested.integer("count", 0, 0, Integer.MAX_VALUE);
        Instant last = nested.time("last_at");
        Access access = new Access(count, last == null ? null : precise(last),
                nested.integer("repeats", 0, 0, Integer.MAX_VALUE));
        nested.close();
        return access;
    }

    private static Instant precise(Instant time) {
        return Micros.instant(Micros.floor(time));
    }

    private static void within(JsonFields fields, String name, String text, int bytesMax) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > bytesMax) {
            fields.problem(name, "has " + Bytes.text(bytes) + "; at most " + Bytes.text(bytesMax) + " are allowed");
        }
    }
}
