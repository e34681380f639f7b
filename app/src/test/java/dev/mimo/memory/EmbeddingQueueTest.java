package dev.mimo.memory;

import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.models.ScriptedModel;
import dev.mimo.terms.MemoryId;
import dev.mimo.terms.Namespace;
import dev.mimo.vector.DotKernels;
import dev.mimo.vector.TokenVectors;
import dev.mimo.vector.VectorQuantizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EmbeddingQueueTest {
    private static final Namespace A = new Namespace("a");
    private static final Namespace B = new Namespace("b");

    private final EmbeddingQueue queue = new EmbeddingQueue();
    private final ScriptedModel model = ScriptedModel.usual("model", 8);
    private final PassageEmbedder embedder =
            new PassageEmbedder(new TokenVectors(new VectorQuantizer(8), DotKernels.plain()));
    private long rows;

    @Test
    void namespaces_take_turns_whatever_waits_in_them() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            add(A, "a" + i);
        }
        add(B, "b0");
        add(B, "b1");

        assertThat(embed(5)).containsExactlyInAnyOrder("a0", "b0", "a1", "b1", "a2");
    }

    @Test
    void a_namespace_that_comes_later_begins_where_the_others_are() throws InterruptedException {
        for (int i = 0; i < 10; i++) {
            add(A, "a" + i);
        }
        embed(5);
        for (int i = 0; i < 10; i++) {
            add(B, "b" + i);
        }

        assertThat(embed(4)).containsExactlyInAnyOrder("a5", "b0", "a6", "b1");
    }

    @Test
    void a_short_text_goes_between_the_passages_of_a_long_one() throws InterruptedException {
        add(A, "long 0\n\nlong 1\n\nlong 2");
        embed(1);

        add(A, "short");

        assertThat(embed(3)).containsExactly("short", "long 1", "long 2");
    }

    @Test
    void a_long_text_is_passed_over_by_no_more_than_its_own_length() throws InterruptedException {
        add(A, "long 0\n\nlong 1\n\nlong 2");
        List<String> embedded = new ArrayList<>();

        for (int i = 0; i < 8; i++) {
            add(A, "short " + i);
            embedded.addAll(embed(1));
        }

        assertThat(embedded).contains("long 0");
    }

    @Test
    void room_is_waited_for_until_texts_are_let_go_or_something_new_comes() throws InterruptedException {
        add(A, "one");
        add(A, "two");
        assertThat(queue.awaitRoom(1, Duration.ofMillis(1))).isFalse();
        queue.nudge();
        assertThat(queue.awaitRoom(1, Duration.ofMinutes(1))).isTrue();
        assertThat(queue.awaitRoom(1, Duration.ofMillis(1))).isFalse();

        queue.remove(queue.take(1).getFirst().job().of());

        assertThat(queue.awaitRoom(1, Duration.ofMinutes(1))).isTrue();
        assertThat(queue.rows()).containsExactly(2L);
    }

    @Test
    void several_are_taken_at_once_where_the_model_wants_that_and_no_more_than_there_are() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            add(A, "a" + i);
        }
        add(B, "b0");

        assertThat(texts(queue.take(3))).containsExactlyInAnyOrder("a0", "b0", "a1");
        assertThat(texts(queue.take(3))).containsExactly("a2");
    }

    private static List<String> texts(List<EmbeddingQueue.Waiting> taken) {
        return taken.stream().map(text -> text.job().of().details().content()).toList();
    }

    @Test
    void after_the_end_nothing_is_waited_for() throws InterruptedException {
        queue.close();

        assertThat(queue.take(1)).isEmpty();
    }

    private void add(Namespace namespace, String text) {
        Pending pending = new Pending(++rows, namespace, new MemoryId("M" + rows), Details.of(text));
        queue.add(embedder.begin(model, pending, _ -> List.of()));
    }

    private List<String> embed(int passages) throws InterruptedException {
        int before = model.embedded().size();
        for (int i = 0; i < passages; i++) {
            EmbeddingQueue.Waiting text = queue.take(1).getFirst();
            model.passageBatch(text.job().next(1)).forEach(text.job()::add);
            if (text.job().left() == 0) {
                queue.remove(text.job().of());
            } else {
                queue.putBack(text);
            }
        }
        return model.embedded().subList(before, before + passages);
    }
}
