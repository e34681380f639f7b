package dev.mimo.storage.memory;

import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.EmbeddingBacklog.KeptPassage;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.storage.Database;
import dev.mimo.storage.FloatCodec;
import dev.mimo.storage.RowMapper;
import dev.mimo.storage.SqlStatement;
import dev.mimo.terms.Namespace;
import dev.mimo.vector.QuantizedVector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Vectors of versions: codes for the index, full precision for rescoring, token vectors for late interaction.
final class VectorTables {
    private static final String ORIGIN = """
            SELECT m.origin FROM memory_version m
            WHERE m.row = :row AND m.id = :id
              AND m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.embedded_by IS NOT (SELECT o.id FROM model o WHERE o.name = :model)
            """;
    private static final String SAVE_CODES = """
            INSERT OR REPLACE INTO vector_code (origin, scales, codes) VALUES (:origin, :scales, :codes)
            """;
    private static final String SAVE_FULL = """
            INSERT OR REPLACE INTO vector_full (origin, passages, floats) VALUES (:origin, :passages, :floats)
            """;
    private static final String SAVE_TOKENS = """
            INSERT OR REPLACE INTO token_vectors (origin, packed) VALUES (:origin, :packed)
            """;
    private static final String REMOVE_CODES = """
            DELETE FROM vector_code WHERE origin = :origin
            """;
    private static final String REMOVE_FULL = """
            DELETE FROM vector_full WHERE origin = :origin
            """;
    private static final String REMOVE_LINKS = """
            DELETE FROM similar WHERE origin = :origin OR other = :origin
            """;
    private static final String REMOVE_TOKENS = """
            DELETE FROM token_vectors WHERE origin = :origin
            """;
    private static final String MARK = """
            UPDATE memory_version
            SET embedded_by = (SELECT o.id FROM model o WHERE o.name = :model), changed = :changed
            WHERE namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND id = :id AND origin = :origin
            """;
    private static final String KEEP = """
            INSERT OR REPLACE INTO passage_vectors (origin, passage, passages, model, floats, packed)
            SELECT :origin, :passage, :passages, o.id, :floats, :packed FROM model o WHERE o.name = :model
            """;
    private static final String KEPT = """
            SELECT p.passage, p.passages, p.floats, p.packed
            FROM memory_version m JOIN passage_vectors p ON p.origin = m.origin
            WHERE m.row = :row AND m.id = :id
              AND m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND p.model = (SELECT o.id FROM model o WHERE o.name = :model)
            ORDER BY p.passage
            """;
    private static final String LET_GO = """
            DELETE FROM passage_vectors WHERE origin = :origin
            """;
    private static final String MODEL = """
            SELECT o.name FROM memory_version m JOIN model o ON o.id = m.embedded_by
            WHERE m.row = :row AND m.id = :id
              AND m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
            """;
    private static final String ROWS = """
            FROM json_each(:rows) r
            CROSS JOIN memory_version m ON m.row = r.value
            JOIN %s v ON v.origin = m.origin
            WHERE m.namespace = (SELECT n.id FROM namespace n WHERE n.name = :namespace)
              AND m.embedded_by = (SELECT o.id FROM model o WHERE o.name = :model)
            """;
    private static final String FULL = "SELECT m.row, v.passages, v.floats " + ROWS.formatted("vector_full");
    private static final String TOKENS = "SELECT m.row, v.packed " + ROWS.formatted("token_vectors");

    private static final byte[] NONE = {};

    private VectorTables() {}

    /// Saves the vectors for all rows of the version's origin; does nothing when the row is gone, or has the model's.
    static void save(Database database, String modelId, Embedded embedded, List<QuantizedVector> codes) {
        Long origin = origin(database, modelId, embedded.of());
        if (origin == null) {
            return;
        }
        if (codes.isEmpty()) {
            List.of(REMOVE_CODES, REMOVE_FULL, REMOVE_TOKENS, REMOVE_LINKS)
                    .forEach(remove -> database.sql(remove).bind("origin", origin).update());
        } else {
            saveVectors(database, origin, embedded, codes);
        }
        database.sql(MARK).bind("model", modelId).bind("changed", ChangeTable.take(database, 1))
                .bind("namespace", embedded.of().namespace().value()).bind("id", embedded.of().id().value())
                .bind("origin", origin).update();
        database.sql(LET_GO).bind("origin", origin).update();
    }

    private static void saveVectors(Database database, long origin, Embedded embedded, List<QuantizedVector> codes) {
        database.sql(SAVE_CODES).bind("origin", origin).bind("scales", packScales(codes))
                .bind("codes", packCodes(codes)).update();
        database.sql(SAVE_FULL).bind("origin", origin).bind("passages", embedded.passages().size())
                .bind("floats", FloatCodec.pack(embedded.passages())).update();
        if (embedded.tokens().length == 0) {
            database.sql(REMOVE_TOKENS).bind("origin", origin).update();
        } else {
            database.sql(SAVE_TOKENS).bind("origin", origin).bind("packed", embedded.tokens()).update();
        }
    }

    /// Keeps a passage's vectors until the version has all of its own; does nothing when the row is gone, or has them.
    static void keep(Database database, String modelId, KeptPassage passage) {
        Long origin = origin(database, modelId, passage.of());
        if (origin != null) {
            database.sql(KEEP).bind("origin", origin).bind("passage", passage.passage())
                    .bind("passages", passage.passages()).bind("floats", FloatCodec.pack(List.of(passage.vector())))
                    .bind("packed", passage.tokens()).bind("model", modelId).update();
        }
    }

    /// What is kept of a version's passages, in order.
    static List<KeptPassage> kept(Database database, String modelId, Pending of) {
        return database.sql(KEPT).bind("row", of.row()).bind("id", of.id().value())
                .bind("namespace", of.namespace().value()).bind("model", modelId)
                .list(row -> new KeptPassage(of, (int) row.number("passage"), (int) row.number("passages"),
                        FloatCodec.unpack(row.bytes("floats"), 1).getFirst(), row.bytes("packed")));
    }

    /// The version's origin; absent when the row is gone, or has vectors of the model.
    private static @Nullable Long origin(Database database, String modelId, Pending of) {
        return database.sql(ORIGIN).bind("row", of.row()).bind("id", of.id().value())
                .bind("namespace", of.namespace().value()).bind("model", modelId).first(row -> row.number("origin"));
    }

    /// The model whose vectors the version has; absent when it has none.
    static @Nullable String model(Database database, Pending of) {
        return database.sql(MODEL).bind("row", of.row()).bind("id", of.id().value())
                .bind("namespace", of.namespace().value()).first(row -> row.text("name"));
    }

    /// Aligned with the rows; empty where there is none of that model.
    static List<List<float[]>> full(Database database, Namespace namespace, String modelId, long[] rows) {
        return aligned(rows, database.sql(FULL).bind("namespace", namespace.value()).bind("model", modelId),
                row -> FloatCodec.unpack(row.bytes("floats"), (int) row.number("passages")), List.of());
    }

    /// Aligned with the rows; of no length where there is none of that model.
    static List<byte[]> tokens(Database database, Namespace namespace, String modelId, long[] rows) {
        return aligned(rows, database.sql(TOKENS).bind("namespace", namespace.value()).bind("model", modelId),
                row -> row.bytes("packed"), NONE);
    }

    private static <T> List<T> aligned(long[] rows, SqlStatement query, RowMapper<T> mapper, T none) {
        Map<Long, T> found = new HashMap<>();
        query.bind("rows", Arrays.toString(rows)).each(row -> found.put(row.number("row"), mapper.map(row)));
        return Arrays.stream(rows).mapToObj(row -> found.getOrDefault(row, none)).toList();
    }

    private static byte[] packScales(List<QuantizedVector> codes) {
        return FloatCodec.pack(codes.stream().map(code -> new float[]{code.scale()}).toList());
    }

    private static byte[] packCodes(List<QuantizedVector> codes) {
        byte[] packed = new byte[codes.stream().mapToInt(code -> code.codes().length).sum()];
        int at = 0;
        for (QuantizedVector code : codes) {
            System.arraycopy(code.codes(), 0, packed, at, code.codes().length);
            at += code.codes().length;
        }
        return packed;
    }

    static List<QuantizedVector> unpack(byte @Nullable [] scales, byte @Nullable [] codes) {
        if (scales == null || codes == null) {
            return List.of();
        }
        int passages = scales.length / Float.BYTES;
        if (passages == 1) {
            return List.of(new QuantizedVector(codes, FloatCodec.unpack(scales, 1).getFirst()[0]));
        }
        int length = codes.length / passages;
        List<QuantizedVector> unpacked = new ArrayList<>(passages);
        for (float[] scale : FloatCodec.unpack(scales, passages)) {
            int from = unpacked.size() * length;
            unpacked.add(new QuantizedVector(Arrays.copyOfRange(codes, from, from + length), scale[0]));
        }
        return unpacked;
    }
}
