package dev.mimo.memory.wire;

import dev.mimo.call.JsonFields;
import dev.mimo.json.ByteSize;
import dev.mimo.memory.Details;
import dev.mimo.memory.Filter;
import dev.mimo.memory.MemorySettings;
import dev.mimo.memory.NamesInUse;
import dev.mimo.memory.NewMemory;
import dev.mimo.memory.Patch;
import dev.mimo.memory.Trust;
import dev.mimo.memory.recall.Effort;
import dev.mimo.memory.recall.Question;
import dev.mimo.memory.recall.RecallSettings;
import dev.mimo.memory.recall.Weights;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Micros;
import dev.mimo.terms.Namespace;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads the parts of memory requests, with the limits of the settings. Problems gather in the `JsonFields`.
final class MemoryReader {
    /// Most characters of a category, session, speaker, source or key.
    private static final int NAME_MAX = 256;
    private static final int FILTER_ITEMS_MAX = 100;
    /// Nobody pages through a recall that far; each page costs as much as all before it.
    static final int OFFSET_MAX = 2_000;
    private static final String NO_CURSOR = "is not one that a page gave";

    private final MemorySettings limits;
    private final RecallSettings recall;

    MemoryReader(MemorySettings limits, RecallSettings recall) {
        this.limits = limits;
        this.recall = recall;
    }

    Namespace namespace(JsonFields fields) {
        String value = fields.text("namespace", 128);
        if (value == null) {
            return Namespace.DEFAULT;
        }
        if (!Namespace.isValid(value)) {
            fields.problem("namespace",
                    "must begin with a letter or digit and hold only letters, digits and . _ - : @ / +");
            return Namespace.DEFAULT;
        }
        return new Namespace(value);
    }

    /// Made a `MemoryId` of once the fields are done: it may be missing until then.
    String id(JsonFields fields) {
        return fields.requiredText("id", 64);
    }

    /// As `id`.
    String handle(JsonFields fields) {
        return fields.requiredText("handle", 64);
    }

    /// Where the page of a list begins, in the store's own words; absent for the first.
    @Nullable
    Cursor cursor(JsonFields fields, PageMark mark) {
        String place = place(fields, mark, "list; ask for this one");
        return place == null ? null : new Cursor(place);
    }

    private static @Nullable String place(JsonFields fields, PageMark mark, String other) {
        String value = fields.text("cursor", NAME_MAX);
        if (value == null) {
            return null;
        }
        PageMark.Shown shown = mark.read(value);
        if (shown == null) {
            return fields.problem("cursor", NO_CURSOR);
        }
        return shown.place() == null
                ? fields.problem("cursor", "belongs to another " + other + " without a cursor first")
                : shown.place();
    }

    NewMemory newMemory(JsonFields fields) {
        // its size is told in bytes, whatever it is written in
        String content = fields.requiredText("content", Integer.MAX_VALUE);
        within(fields, "content", content, limits.contentBytesMax());
        String category = fields.text("category", NAME_MAX);
        Double importance = fields.number("importance", 0, 1);
        List<String> tags = tags(fields);
        String metadata = metadata(fields);
        Details details = new Details(content, category == null ? "fact" : category,
                importance == null ? 0.5 : importance, tags == null ? List.of() : tags,
                metadata == null ? "{}" : metadata, fields.text("source", NAME_MAX), fields.text("session", NAME_MAX),
                fields.text("speaker", NAME_MAX), fields.choice("trust", Trust.USER), moment(fields, "occurred_at"));
        return new NewMemory(details, fields.text("key", NAME_MAX), fields.bool("force", false));
    }

    Patch patch(JsonFields fields) {
        String content = fields.text("content", Integer.MAX_VALUE);
        if (content != null) {
            within(fields, "content", content, limits.contentBytesMax());
        }
        Patch patch = new Patch(content, fields.text("category", NAME_MAX), fields.number("importance", 0, 1),
                tags(fields), metadata(fields), moment(fields, "occurred_at"));
        // who misspelt the only field is told so, and nothing else
        if (!fields.hasAny()) {
            fields.problem("content", "or another field to change must be given");
        }
        return patch;
    }

    /// The filter of a recall or a bulk deletion: lists of categories, tags and sessions.
    Filter filter(JsonFields fields) {
        return new Filter(names(fields, "categories"), names(fields, "tags"), names(fields, "sessions"),
                fields.time("after"), fields.time("before"), fields.time("known_at"));
    }

    /// The filter of a list: at most one category, tag and session.
    Filter singleFilter(JsonFields fields) {
        return new Filter(one(fields, "category"), one(fields, "tag"), one(fields, "session"), fields.time("after"),
                fields.time("before"), null);
    }

    NamesInUse.Question names(JsonFields fields) {
        NamesInUse.Kind kind = fields.choice("of", NamesInUse.Kind.NAMESPACES);
        String prefix = fields.text("prefix", NAME_MAX);
        String after = fields.text("after", NAME_MAX);
        if (after != null && kind != NamesInUse.Kind.NAMESPACES) {
            fields.problem("after", "goes with namespaces only");
        }
        return new NamesInUse.Question(kind, prefix == null ? "" : prefix, after == null ? "" : after,
                fields.integer("limit", NamesInUse.LIMIT_MAX, 1, NamesInUse.LIMIT_MAX));
    }

    @Nullable
    Instant knownAt(JsonFields fields) {
        return fields.time("known_at");
    }

    int limit(JsonFields fields, int absent) {
        return fields.integer("limit", absent, 1, recall.limitMax());
    }

    Question question(JsonFields fields, PageMark mark) {
        String query = fields.requiredText("query", recall.queryCharsMax());
        Double minScore = fields.number("min_score", 0, 1);
        Weights weights = recall.weights();
        ObjectNode given = fields.object("weights");
        if (given != null) {
            JsonFields nested = fields.nested(given, "weights");
            weights = weights(fields, nested, weights);
            nested.close();
        }
        return new Question(query, filter(fields), limit(fields, 10),
                fields.integer("max_tokens", 2000, 1, 1_000_000), minScore == null ? 0 : minScore,
                fields.choice("effort", Effort.NORMAL), weights, fields.bool("explain", false),
                offset(fields, mark));
    }

    private static Weights weights(JsonFields question, JsonFields fields, Weights defaults) {
        double[] given = {weight(fields, "words", defaults.words()), weight(fields, "meaning", defaults.meaning()),
                weight(fields, "context", defaults.context()), weight(fields, "importance", defaults.importance()),
                weight(fields, "recency", defaults.recency()), weight(fields, "access", defaults.access())};
        if (Arrays.stream(given).sum() == 0) {
            question.problem("weights", "must not all be 0, or nothing would count");
            return defaults;
        }
        return new Weights(given[0], given[1], given[2], given[3], given[4], given[5]);
    }

    private static double weight(JsonFields fields, String name, double absent) {
        Double value = fields.number(name, 0, 10);
        return value == null ? absent : value;
    }

    /// A recall's cursor is the rank at which its next page begins.
    private static int offset(JsonFields fields, PageMark mark) {
        String place = place(fields, mark, "question; ask this one");
        if (place == null) {
            return 0;
        }
        try {
            int offset = Integer.parseInt(place);
            if (offset > 0 && offset <= OFFSET_MAX) {
                return offset;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        fields.problem("cursor", NO_CURSOR);
        return 0;
    }

    /// As precise as it will be told, so that the same moment again is no change.
    private static @Nullable Instant moment(JsonFields fields, String name) {
        Instant said = fields.time(name);
        return said == null ? null : Micros.instant(Micros.floor(said));
    }

    private @Nullable List<String> tags(JsonFields fields) {
        List<String> tags = fields.texts("tags", limits.tagsMax(), limits.tagCharsMax());
        return tags == null ? null : List.copyOf(new LinkedHashSet<>(tags));
    }

    private @Nullable String metadata(JsonFields fields) {
        ObjectNode metadata = fields.object("metadata");
        if (metadata == null) {
            return null;
        }
        String text = metadata.toString();
        within(fields, "metadata", text, limits.metadataBytesMax());
        return text;
    }

    private static List<String> names(JsonFields fields, String name) {
        List<String> names = fields.texts(name, FILTER_ITEMS_MAX, NAME_MAX);
        return names == null ? List.of() : names;
    }

    private static List<String> one(JsonFields fields, String name) {
        String value = fields.text(name, NAME_MAX);
        return value == null ? List.of() : List.of(value);
    }

    private static void within(JsonFields fields, String name, String text, int bytesMax) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > bytesMax) {
            fields.problem(name,
                    "has " + ByteSize.text(bytes) + "; at most " + ByteSize.text(bytesMax) + " are allowed");
        }
    }
}
