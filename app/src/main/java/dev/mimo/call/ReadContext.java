package dev.mimo.call;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.Refusal.FieldProblem;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A place in a document that is being read, and the problems of the whole document, all of which are told at once.
public final class ReadContext {
    private static final int TOLD_MAX = 5;

    private final String path;
    private final @Nullable Set<String> apart;
    private final List<FieldProblem> problems;

    private ReadContext(String path, @Nullable Set<String> apart, List<FieldProblem> problems) {
        this.path = path;
        this.apart = apart;
        this.problems = problems;
    }

    /// Of a request: a field that is not known is a problem.
    public static ReadContext strict() {
        return strict(Set.of());
    }

    /// As above.
    ///
    /// @param apart fields that the caller gives elsewhere, as in an address: never offered to one who mistyped another
    public static ReadContext strict(Set<String> apart) {
        return new ReadContext("", apart, new ArrayList<>());
    }

    /// Of an answer, which a later Mimo may have given more fields.
    public static ReadContext lenient() {
        return new ReadContext("", null, new ArrayList<>());
    }

    /// The place of a field of the object at this place.
    public ReadContext field(String name) {
        return new ReadContext(path.isEmpty() ? name : path + "." + name, below(), problems);
    }

    ReadContext item(int index) {
        return new ReadContext(path + "[" + index + "]", below(), problems);
    }

    private @Nullable Set<String> below() {
        return apart == null ? null : Set.of();
    }

    boolean refusesUnknown() {
        return apart != null;
    }

    /// Notes that a field is not known, and which are.
    void unknown(String name, Collection<String> known) {
        List<String> offered = known.stream().filter(each -> apart == null || !apart.contains(each)).sorted().toList();
        field(name).problem("is unknown here" + (offered.isEmpty() ? "" : "; known are " + String.join(", ", offered)));
    }

    /// How many problems there are so far, in the whole document.
    int count() {
        return problems.size();
    }

    /// Notes what is wrong with the value at this place.
    ///
    /// @param what ends the sentence that the field's name begins: "must be …"
    /// @return always absent, so that a reader can return it
    @SuppressWarnings("TypeParameterUnusedInFormals") // the result is always null, so no cast is hidden
    public <T> @Nullable T problem(String what) {
        problems.add(new FieldProblem(path.isEmpty() ? "body" : path, what));
        return null;
    }

    /// Where this is, as people write it: `memories[3].tags`.
    String path() {
        return path;
    }

    public List<FieldProblem> problems() {
        return List.copyOf(problems);
    }

    /// @throws RefusedException `Invalid`, naming every problem, if there was any
    public void requireSound() {
        if (problems.isEmpty()) {
            return;
        }
        String detail = problems.stream().limit(TOLD_MAX)
                .map(problem -> "'" + problem.field() + "' " + problem.problem())
                .collect(Collectors.joining("; ", "The request is not valid: ", "."));
        throw new RefusedException(new Refusal.Invalid(detail,
                "Correct the named fields and send the request again; this one did nothing.",
                problems));
    }
}
