package dev.mimo.memory.transfer.export;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.ReadContext;
import dev.mimo.call.RecordShape;
import dev.mimo.call.SchemaWriter;
import dev.mimo.call.Shape;
import dev.mimo.call.ValueShapes;
import dev.mimo.json.Json;
import dev.mimo.memory.Access;
import dev.mimo.memory.Details;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.MemoryShapes;
import dev.mimo.memory.transfer.export.WholeMemory.Stretch;
import dev.mimo.memory.transfer.export.WholeMemory.Version;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The lines of Mimo's own export as JSON, each of a `kind`. What a writer leaves out is what a reader takes for
/// granted: no key, no older versions, a version in force since it was recorded.
public final class ExportCodec implements Shape<ExportedLine> {
    /// Of the lines: raised when an older Mimo could misunderstand them.
    public static final int VERSION = 1;
    public static final String HEADER = "mimo-export";
    public static final String MEMORY = "memory";
    private static final String END = "mimo-export-end";
    private static final int VERSIONS_MAX = 1_000_000;
    private static final Shape<Instant> TIME = ValueShapes.time()
            .as(said -> Micros.instant(Micros.floor(said)), said -> said);

    private final RecordShape<ExportedLine.Header> header = header();
    private final RecordShape<ExportedLine.End> end = end();
    private final RecordShape<WholeMemory> memory;

    /// @param limits of the memories that are read
    public ExportCodec(MemorySettings limits) {
        MemoryShapes shapes = new MemoryShapes(limits);
        this.memory = memory(shapes, shapes.details());
    }

    /// @throws dev.mimo.refusal.RefusedException naming every problem
    public ExportedLine read(ObjectNode node) {
        ReadContext at = ReadContext.strict();
        ExportedLine line = read(node, at);
        at.requireSound();
        return line == null ? new ExportedLine.Unknown("") : line;
    }

    @Override
    public @Nullable ExportedLine read(JsonNode value, ReadContext at) {
        if (!(value instanceof ObjectNode node)) {
            return at.problem("must be an object");
        }
        if (!node.path("kind").isString()) {
            return at.field("kind").problem("is required");
        }
        return switch (node.path("kind").stringValue()) {
            case HEADER -> readHeader(node, at);
            case MEMORY -> readMemory(node, at);
            case END -> end.read(node, at);
            // of a newer Mimo
            case String kind -> new ExportedLine.Unknown(kind);
        };
    }

    private @Nullable ExportedLine readHeader(ObjectNode node, ReadContext at) {
        int version = node.path("version").asInt(0);
        return version <= VERSION
                ? header.read(node, at)
                : at.field("version").problem("is " + version + ", that of a newer Mimo; import it with one");
    }

    private ExportedLine.@Nullable Memory readMemory(ObjectNode node, ReadContext at) {
        WholeMemory whole = memory.read(node, at);
        if (whole == null) {
            return null;
        }
        String contradiction = whole.contradiction();
        return contradiction == null
                ? new ExportedLine.Memory(whole)
                : at.field("versions").problem(contradiction);
    }

    @Override
    public ObjectNode write(ExportedLine line) {
        return switch (line) {
            case ExportedLine.Header first -> header.write(first);
            case ExportedLine.Memory whole -> memory.write(whole.memory());
            case ExportedLine.End last -> end.write(last);
            case ExportedLine.Unknown unknown -> Json.object().put("kind", unknown.kind());
        };
    }

    @Override
    public ObjectNode schema(SchemaWriter writer) {
        ObjectNode schema = Json.object();
        ArrayNode kinds = schema.putArray("anyOf");
        kinds.add(header.schema(writer)).add(memory.schema(writer)).add(end.schema(writer));
        return schema;
    }

    /// The field that says which kind a line is of.
    private static <T> void kind(RecordShape.Builder<T> of, String kind) {
        of.required("kind", "`" + kind + "`.", ValueShapes.text(), _ -> kind);
    }

    private static RecordShape<ExportedLine.Header> header() {
        RecordShape.Builder<ExportedLine.Header> of = RecordShape.named("ExportHeader");
        kind(of, HEADER);
        of.defaulted("version", "Of the lines.", ValueShapes.integer(0, Integer.MAX_VALUE), 0, _ -> VERSION);
        Field<@Nullable Instant> at = of.optional("exported_at", "When.", TIME, ExportedLine.Header::exportedAt);
        Field<List<Namespace>> namespaces = of.required("namespaces", "Whose memories follow.",
                ValueShapes.list(CommonShapes.namespace()), ExportedLine.Header::namespaces);
        return of.made(values -> new ExportedLine.Header(orEpoch(values.get(at)), values.get(namespaces)));
    }

    private static RecordShape<ExportedLine.End> end() {
        RecordShape.Builder<ExportedLine.End> of = RecordShape.named("ExportEnd");
        kind(of, END);
        Field<Long> memories = of.required("memories", "How many there were.", ValueShapes.count(),
                ExportedLine.End::memories);
        return of.made(values -> new ExportedLine.End(values.get(memories)));
    }

    private static RecordShape<WholeMemory> memory(MemoryShapes shapes, RecordShape<Details> details) {
        RecordShape.Builder<WholeMemory> of = RecordShape.named("ExportedMemory");
        kind(of, MEMORY);
        Field<MemoryId> id = of.required("id", "Its id, which it keeps.", shapes.id(), WholeMemory::id);
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, WholeMemory::namespace);
        Field<@Nullable String> key = of.optional("key", "The caller's own.", ValueShapes.text(CommonShapes.NAME_MAX),
                WholeMemory::key);
        Field<Version> current = of.joined(version("ExportedCurrent", details), WholeMemory::current);
        RecordShape<Version> old = version("ExportedVersion", details);
        Field<List<Version>> older = of.unlessEmpty("versions", "Its other versions.",
                ValueShapes.list(old, VERSIONS_MAX), WholeMemory::older);
        Field<@Nullable Access> access = of.optional("access", "How often it was recalled, if it was.",
                MemoryShapes.access(), memory -> memory.access().equals(Access.NONE) ? null : memory.access());
        return of.made(values -> new WholeMemory(values.get(namespace), values.get(id), values.get(key),
                values.get(current), values.get(older), orNone(values.get(access)))).spelledOut();
    }

    private static Access orNone(@Nullable Access access) {
        return access == null ? Access.NONE : access;
    }

    private static RecordShape<Version> version(String name, RecordShape<Details> detailsShape) {
        RecordShape.Builder<Version> of = RecordShape.named(name);
        Field<Integer> number = of.defaulted("version", "1 for the first.", ValueShapes.integer(1, Integer.MAX_VALUE),
                1, Version::number);
        Field<Details> details = of.joined(detailsShape, Version::details);
        Field<Instant> recordedAt = of.required("recorded_at", "When it was learned.", TIME, Version::recordedAt);
        Field<List<Stretch>> known =
                of.unlessEmpty("known", "When it was in force; ever since `recorded_at` if nothing "
                        + "says so.", ValueShapes.list(stretch(), VERSIONS_MAX), ExportCodec::saidOf);
        return of.made(values -> values.get(known).isEmpty()
                ? Version.inForce(values.get(number), values.get(details), values.get(recordedAt))
                : new Version(values.get(number), values.get(details), values.get(recordedAt), values.get(known)))
                .spelledOut();
    }

    /// The stretches that do not go without saying.
    private static List<Stretch> saidOf(Version version) {
        return version.known().equals(List.of(new Stretch(version.recordedAt(), null))) ? List.of() : version.known();
    }

    private static RecordShape<Stretch> stretch() {
        RecordShape.Builder<Stretch> of = RecordShape.named("Stretch");
        Field<Instant> from = of.required("from", "When it began.", TIME, Stretch::from);
        Field<@Nullable Instant> to = of.optional("to", "When it ended, if it has.", TIME, Stretch::to);
        return of.made(values -> new Stretch(values.get(from), values.get(to)));
    }

    private static Instant orEpoch(@Nullable Instant time) {
        return time == null ? Instant.EPOCH : time;
    }
}
