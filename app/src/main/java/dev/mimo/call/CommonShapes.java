package dev.mimo.call;

import dev.mimo.terms.Cursor;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The shapes of the words that every room shares.
public final class CommonShapes {
    /// Most characters of a name that a caller gives: of a category, session, speaker, source or key.
    public static final int NAME_MAX = 256;
    public static final int ID_MAX = 64;

    private static final String NAMESPACE_SENTENCE =
            "Whose: a user, an agent, a project. Every call is about exactly one.";
    private static final Shape<Namespace> NAMESPACE = ValueShapes.text(128, new TextShape.Form(Namespace::isValid,
            Namespace.PATTERN, "must begin with a letter or digit and hold only letters, digits and . _ - : @ / +"))
            .as(Namespace::new, Namespace::value);

    private CommonShapes() {}

    /// A namespace's name.
    public static Shape<Namespace> namespace() {
        return NAMESPACE;
    }

    /// The field `namespace` of a request.
    public static <T> Field<Namespace> namespaceOf(RecordShape.Builder<T> of,
            Function<T, Namespace> getter) {
        return of.defaulted("namespace", NAMESPACE_SENTENCE, NAMESPACE, Namespace.DEFAULT, getter);
    }

    public static Shape<Cursor> cursor() {
        return ValueShapes.text(NAME_MAX).as(Cursor::new, Cursor::value);
    }

    /// The answer of whatever writes one thing: its receipt.
    public static RecordShape<Receipt> written() {
        RecordShape.Builder<Receipt> of = RecordShape.named("Written");
        Field<Receipt> receipt = of.required("receipt", "What happened, and how to take it back.", receipt(),
                written -> written);
        return of.made(values -> values.get(receipt));
    }

    /// What happened at a write, whatever kind of thing was written.
    public static RecordShape<Receipt> receipt() {
        RecordShape.Builder<Receipt> of = RecordShape.named("Receipt");
        Field<Receipt.Status> status = of.required("status", "What the write did. `same`: it was there already, "
                + "nothing was written. `held`: nothing was stored, for the reason given.",
                ValueShapes.choice(Receipt.Status.class), Receipt::status);
        Field<@Nullable String> kind =
                of.optional("kind", "What kind of thing was written: `memory`.", ValueShapes.text(),
                        Receipt::kind);
        Field<@Nullable String> id = of.optional("id", "What was written; absent for a write over many.",
                ValueShapes.text(), Receipt::id);
        Field<Namespace> namespace = of.required("namespace", "Where it was written.", NAMESPACE, Receipt::namespace);
        Field<@Nullable Integer> version = of.optional("version", "Its version after the write.",
                ValueShapes.integer(1, Integer.MAX_VALUE),
                receipt -> receipt.version() == 0 ? null : receipt.version());
        Field<@Nullable Integer> count = of.optional("count", "How many were written, for a write over many.",
                ValueShapes.integer(0, Integer.MAX_VALUE), receipt -> receipt.isOverMany() ? receipt.count() : null);
        Field<Instant> recordedAt = of.required("recorded_at", "When.", ValueShapes.time(), Receipt::recordedAt);
        Field<@Nullable UndoHandle> undo = of.optional("undo", "Takes the write back, once.",
                ValueShapes.text().as(UndoHandle::new, UndoHandle::value), Receipt::undo);
        Shape<List<String>> ids = ValueShapes.list(ValueShapes.text());
        Field<List<String>> supersedes = of.unlessEmpty("supersedes", "What it takes the place of.", ids,
                Receipt::supersedes);
        Field<@Nullable String> sameAs = of.optional("same_as", "What was there already.", ValueShapes.text(),
                Receipt::sameAs);
        Field<List<Receipt.Similar>> similar = of.unlessEmpty("similar", "Near-duplicates, best first: a hint.",
                ValueShapes.list(similar()), Receipt::similar);
        Field<List<String>> closed = of.unlessEmpty("closed", "What ceased to be true with it.", ids,
                Receipt::closed);
        Field<List<String>> conflicts = of.unlessEmpty("conflicts", "What says otherwise, and stands beside it.", ids,
                Receipt::conflicts);
        Field<@Nullable String> reason =
                of.optional("reason", "Why nothing was stored.", ValueShapes.text(), Receipt::reason);
        Field<@Nullable String> remedy = of.optional("remedy", "What to do about it.", ValueShapes.text(),
                Receipt::remedy);
        return of.made(values -> new Receipt(values.get(status), orMemory(values.get(kind)), values.get(id),
                values.get(namespace), orZero(values.get(version)), values.get(recordedAt), orZero(values.get(count)),
                values.get(undo), values.get(supersedes), values.get(sameAs), values.get(similar), values.get(closed),
                values.get(conflicts), values.get(reason), values.get(remedy)));
    }

    /// Servers of before there were other kinds do not say so.
    private static String orMemory(@Nullable String kind) {
        return kind == null ? "memory" : kind;
    }

    /// A near-duplicate.
    public static RecordShape<Receipt.Similar> similar() {
        RecordShape.Builder<Receipt.Similar> of = RecordShape.named("Similar");
        Field<String> id = of.required("id", "The other.", ValueShapes.text(), Receipt.Similar::id);
        Field<Double> score =
                of.required("score", "How alike, 0 to 1.", ValueShapes.measured(), Receipt.Similar::score);
        Field<@Nullable String> text =
                of.optional("text", "The beginning of what it says.", ValueShapes.text(), Receipt.Similar::text);
        return of.made(values -> new Receipt.Similar(values.get(id), values.get(score), values.get(text)));
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }
}
