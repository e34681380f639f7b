package dev.mimo.memory;

import dev.mimo.call.CommonShapes;
import dev.mimo.call.Field;
import dev.mimo.call.RecordShape;
import dev.mimo.call.Shape;
import dev.mimo.call.ValueShapes;
import dev.mimo.json.ByteSize;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.OffsetTimes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The shapes of memories, and of what is said about them, with the limits of the settings.
public final class MemoryShapes {
    private static final int FILTER_ITEMS_MAX = 100;
    private static final String CATEGORY =
            "`fact`, `observation`, `action`, `plan`, `episode`, or a word of your own.";
    private static final String IMPORTANCE = "From 0, trivial, to 1, vital.";
    private static final String OCCURRED_AT = "When it happened.";
    private static final String AFTER = "Only what happened at or after this time or date.";
    private static final String BEFORE = "Only what happened before this time or date.";
    public static final String KNOWN_AT = "As it was known at this time or date.";
    private static final List<String> PATCHED =
            List.of("content", "category", "importance", "tags", "metadata", "occurred_at");

    private final MemorySettings limits;
    private final Shape<String> name = ValueShapes.text(CommonShapes.NAME_MAX);
    private final Shape<MemoryId> id = ValueShapes.text(CommonShapes.ID_MAX).as(MemoryId::new, MemoryId::value);
    // as precise as it will be told, so that the same moment again is no change
    private final Shape<OffsetDateTime> moment = ValueShapes.offsetTime().as(OffsetTimes::floor, said -> said);
    private final Shape<List<String>> tags;
    private final Shape<String> content;
    private final Shape<String> metadata;

    /// @param limits that they are read within
    public MemoryShapes(MemorySettings limits) {
        this.limits = limits;
        this.tags = ValueShapes.list(ValueShapes.text(limits.tagCharsMax()), limits.tagsMax())
                .as(given -> List.copyOf(new LinkedHashSet<>(given)), given -> given);
        this.content = ValueShapes.longText(limits.contentBytesMax());
        this.metadata = ValueShapes.objectText(limits.metadataBytesMax());
    }

    /// What a caller names a memory by.
    public Shape<MemoryId> id() {
        return id;
    }

    /// A memory that is offered for storing.
    public RecordShape<NewMemory> newMemory() {
        RecordShape.Builder<NewMemory> of = RecordShape.named("NewMemory");
        Field<Details> details = of.joined(details(), NewMemory::details);
        Field<@Nullable String> key = of.optional("key", "Your own key for it, unique in its namespace: one that is "
                + "there already stores nothing new.", name, NewMemory::key);
        Field<Boolean> force = of.defaulted("force", "Store even what was held.", ValueShapes.bool(), false,
                NewMemory::force);
        return of.made(values -> new NewMemory(values.get(details), values.get(key), values.get(force)));
    }

    /// What is said of a memory.
    public RecordShape<Details> details() {
        RecordShape.Builder<Details> of = RecordShape.named("Details");
        Field<String> text = of.required("content", "What to remember; at most "
                + ByteSize.text(limits.contentBytesMax()) + ".", content, Details::content);
        Field<String> category = of.defaulted("category", CATEGORY, name, "fact", Details::category);
        Field<Double> importance = of.defaulted("importance", IMPORTANCE, ValueShapes.number(0, 1), 0.5,
                Details::importance);
        Field<List<String>> tagged = of.defaulted("tags", "Words to find it by.", tags, List.of(), Details::tags);
        Field<String> more = of.defaulted("metadata", "Anything else to keep with it; at most "
                + ByteSize.text(limits.metadataBytesMax()) + ".", metadata, "{}", Details::metadata);
        Field<@Nullable String> source = of.optional("source", "Where it was learned: a file, an address, a tool.",
                name, Details::source);
        Field<@Nullable String> session = of.optional("session", "The conversation it is a turn of. A turn is always "
                + "stored, even if its text is known.", name, Details::session);
        Field<@Nullable String> speaker = of.optional("speaker", "Who said it.", name, Details::speaker);
        Field<Trust> trust = of.defaulted("trust", "Whose word it is.", ValueShapes.choice(Trust.class), Trust.USER,
                Details::trust);
        Field<@Nullable OffsetDateTime> occurredAt =
                of.optional("occurred_at", OCCURRED_AT, moment, Details::occurredAt);
        return of.made(values -> new Details(values.get(text), values.get(category), values.get(importance),
                values.get(tagged), values.get(more), values.get(source), values.get(session), values.get(speaker),
                values.get(trust), values.get(occurredAt)));
    }

    /// A change: at least one field.
    public RecordShape<Patch> patch() {
        RecordShape.Builder<Patch> of = RecordShape.named("Patch");
        Field<@Nullable String> text = of.optional("content", "The new text; at most "
                + ByteSize.text(limits.contentBytesMax()) + ".", content, Patch::content);
        Field<@Nullable String> category = of.optional("category", CATEGORY, name, Patch::category);
        Field<@Nullable Double> importance = of.optional("importance", IMPORTANCE, ValueShapes.number(0, 1),
                Patch::importance);
        Field<@Nullable List<String>> tagged = of.optional("tags", "The new tags, in place of all old ones.", tags,
                Patch::tags);
        Field<@Nullable String> more = of.optional("metadata", "The new metadata, in place of all of the old; at most "
                + ByteSize.text(limits.metadataBytesMax()) + ".", metadata, Patch::metadata);
        Field<@Nullable OffsetDateTime> occurredAt = of.optional("occurred_at", OCCURRED_AT, moment, Patch::occurredAt);
        of.atLeastOne(patch -> !patch.isEmpty(), "content", "or another field to change must be given", PATCHED);
        return of.made(values -> new Patch(values.get(text), values.get(category), values.get(importance),
                values.get(tagged), values.get(more), values.get(occurredAt)));
    }

    /// Which memories a question is about.
    public RecordShape<Filter> filter() {
        RecordShape.Builder<Filter> of = RecordShape.named("Filter");
        Shape<List<String>> names = ValueShapes.list(name, FILTER_ITEMS_MAX);
        Field<List<String>> categories = of.defaulted("categories", "Only any of these categories.", names, List.of(),
                Filter::categories);
        Field<List<String>> tagged = of.defaulted("tags", "Only with any of these tags.", names, List.of(),
                Filter::tags);
        Field<List<String>> sessions = of.defaulted("sessions", "Only of any of these conversations.", names,
                List.of(), Filter::sessions);
        Field<@Nullable Instant> after = of.optional("after", AFTER, ValueShapes.moment(), Filter::after);
        Field<@Nullable Instant> before = of.optional("before", BEFORE, ValueShapes.moment(), Filter::before);
        Field<@Nullable Instant> knownAt = of.optional("known_at", KNOWN_AT, ValueShapes.moment(), Filter::knownAt);
        return of.made(values -> new Filter(values.get(categories), values.get(tagged), values.get(sessions),
                values.get(after), values.get(before), values.get(knownAt)));
    }

    /// Which memories are to be deleted. A list that narrows nothing is refused: who sends one means something else.
    public RecordShape<Filter> deletionFilter() {
        RecordShape.Builder<Filter> of = RecordShape.named("DeletionFilter");
        Shape<List<String>> names = ValueShapes.someOf(name, FILTER_ITEMS_MAX);
        Field<List<String>> categories = of.unlessEmpty("categories", "Any of these categories.", names,
                Filter::categories);
        Field<List<String>> tagged = of.unlessEmpty("tags", "Any of these tags.", names, Filter::tags);
        Field<List<String>> sessions = of.unlessEmpty("sessions", "Any of these conversations.", names,
                Filter::sessions);
        Field<@Nullable Instant> after = of.optional("after", AFTER, ValueShapes.moment(), Filter::after);
        Field<@Nullable Instant> before = of.optional("before", BEFORE, ValueShapes.moment(), Filter::before);
        of.atLeastOne(filter -> !filter.isEmpty(), "", "is empty, and deleting everything is not offered",
                List.of("categories", "tags", "sessions", "after", "before"));
        return of.made(values -> new Filter(values.get(categories), values.get(tagged), values.get(sessions),
                values.get(after), values.get(before), null));
    }

    /// Which memories a list is about: at most one category, tag and session.
    public RecordShape<Filter> singleFilter() {
        RecordShape.Builder<Filter> of = RecordShape.named("SingleFilter");
        Field<@Nullable String> category = of.optional("category", "Only of this category.", name,
                filter -> first(filter.categories()));
        Field<@Nullable String> tag = of.optional("tag", "Only with this tag.", name, filter -> first(filter.tags()));
        Field<@Nullable String> session = of.optional("session", "Only of this conversation.", name,
                filter -> first(filter.sessions()));
        Field<@Nullable Instant> after = of.optional("after", AFTER, ValueShapes.moment(), Filter::after);
        Field<@Nullable Instant> before = of.optional("before", BEFORE, ValueShapes.moment(), Filter::before);
        return of.made(values -> new Filter(one(values.get(category)), one(values.get(tag)), one(values.get(session)),
                values.get(after), values.get(before), null));
    }

    /// A memory as it is answered: always with the same fields.
    public static RecordShape<Memory> memory() {
        RecordShape.Builder<Memory> of = RecordShape.named("Memory");
        Shape<String> text = ValueShapes.text();
        Field<MemoryId> id = of.required("id", "Opaque; sorts by creation.",
                text.as(MemoryId::new, MemoryId::value), Memory::id);
        Field<Namespace> namespace = of.required("namespace", "Whose it is.", CommonShapes.namespace(),
                Memory::namespace);
        Field<Integer> version = of.required("version", "1 for the first.", ValueShapes.integer(1, Integer.MAX_VALUE),
                Memory::version);
        Field<String> content = of.required("content", "The text.", text, memory -> memory.details().content());
        Field<String> category = of.required("category", CATEGORY, text, memory -> memory.details().category());
        Field<Double> importance = of.required("importance", IMPORTANCE, ValueShapes.number(0, 1),
                memory -> memory.details().importance());
        Field<List<String>> tags = of.required("tags", "Its tags.", ValueShapes.list(text),
                memory -> memory.details().tags());
        Field<String> metadata = of.required("metadata", "What else is kept with it.",
                ValueShapes.objectText(Integer.MAX_VALUE), memory -> memory.details().metadata());
        Field<@Nullable String> source = of.nullable("source", "Where it was learned.", text,
                memory -> memory.details().source());
        Field<@Nullable String> session = of.nullable("session", "The conversation it is a turn of.", text,
                memory -> memory.details().session());
        Field<@Nullable String> speaker = of.nullable("speaker", "Who said it.", text,
                memory -> memory.details().speaker());
        Field<Trust> trust = of.required("trust", "Whose word it is.", ValueShapes.choice(Trust.class),
                memory -> memory.details().trust());
        Field<OffsetDateTime> occurredAt = of.required("occurred_at",
                "When it happened; `recorded_at` where nobody said.", ValueShapes.offsetTime(), Memory::occurredAt);
        Field<Instant> recordedAt = of.required("recorded_at", "When Mimo learned this version.", ValueShapes.time(),
                Memory::recordedAt);
        Field<Access> access = of.required("access", "How often it was recalled.", access(), Memory::access);
        return of.made(values -> new Memory(values.get(id), values.get(namespace), values.get(version),
                new Details(values.get(content), values.get(category), values.get(importance), values.get(tags),
                        values.get(metadata), values.get(source), values.get(session), values.get(speaker),
                        values.get(trust), values.get(occurredAt)),
                values.get(recordedAt), values.get(access)));
    }

    /// How often a memory was recalled.
    public static RecordShape<Access> access() {
        RecordShape.Builder<Access> of = RecordShape.named("Access");
        Field<Long> count = of.required("count", "How often it was recalled.", ValueShapes.count(), Access::count);
        Field<@Nullable Instant> lastAt = of.nullable("last_at", "When last.", ValueShapes.time(), Access::lastAt);
        Field<Long> repeats = of.required("repeats", "How often the same text was offered again.", ValueShapes.count(),
                Access::repeats);
        return of.made(values -> new Access(values.get(count), values.get(lastAt), values.get(repeats)));
    }

    private static @Nullable String first(List<String> values) {
        return values.isEmpty() ? null : values.getFirst();
    }

    private static List<String> one(@Nullable String value) {
        return value == null ? List.of() : List.of(value);
    }
}
