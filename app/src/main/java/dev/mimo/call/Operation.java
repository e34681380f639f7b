package dev.mimo.call;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One thing that Mimo can be asked, as a value: whatever is needed to offer it at any door.
///
/// @param <Q> what is asked
public sealed interface Operation<Q> {
    /// Its name and what it does, for people.
    Title title();

    /// What it does to what is stored.
    Effect effect();

    RecordShape<Q> request();

    /// How it lies on HTTP.
    HttpForm http();

    /// What an operation does to what is stored.
    enum Effect {
        READS, WRITES, DESTROYS
    }

    /// @param id unique in the program, fit for a method's name in generated clients
    /// @param group the heading it stands under
    /// @param summary a line
    /// @param description what is worth knowing besides, in Markdown; empty when nothing is
    record Title(String id, String group, String summary, String description) {}

    /// One request, one answer.
    ///
    /// @param created where the thing is that an answer says was made, as a path: that answer is 201 instead of 200;
    ///     its result is absent when nothing was made, and it is absent itself where nothing ever is
    record Call<Q, A>(Title title, Effect effect, HttpForm http, RecordShape<Q> request, RecordShape<A> answer,
            @Nullable Function<A, @Nullable String> created)
            implements
                Operation<Q> {
        public Call(Title title, Effect effect, HttpForm http, RecordShape<Q> request, RecordShape<A> answer) {
            this(title, effect, http, request, answer, null);
        }

        /// The same for answers that may say that something was made.
        public Call<Q, A> creating(Function<A, @Nullable String> location) {
            return new Call<>(title, effect, http, request, answer, location);
        }

        /// Reads a request, has it answered, and writes the answer: for who has both as JSON.
        ///
        /// @throws dev.mimo.refusal.RefusedException as reading and answering do
        public ObjectNode json(OperationClient client, ObjectNode given) {
            return answer.write(client.call(this, request.read(given)));
        }
    }

    /// One request, and an answer that comes in parts, one line of JSON each: as long as it likes.
    record Feed<Q, E>(Title title, Effect effect, HttpForm http, RecordShape<Q> request, Shape<E> line)
            implements
                Operation<Q> {
        public static final String MEDIA_TYPE = "application/jsonl";
    }

    /// A request whose body is a file, and one answer.
    record Upload<Q, A>(Title title, Effect effect, HttpForm http, RecordShape<Q> request, RecordShape<A> answer)
            implements
                Operation<Q> {}
}
