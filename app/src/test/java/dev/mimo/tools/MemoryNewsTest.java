package dev.mimo.tools;

import dev.mimo.json.Json;
import dev.mimo.memory.wire.MemoryCalls;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryNewsTest {
    private final MemoryNews news = new MemoryNews();
    private final MemoryCalls calls = news.watched(new FakeMemoryCalls(Clock.systemUTC()));
    private final List<String> heard = new ArrayList<>();

    @Test
    void each_change_is_told_with_what_changed() {
        listen();
        ObjectNode one = Json.object().put("namespace", "team").put("content", "one");
        one.putArray("tags").add("x");

        calls.remember(one);
        calls.update(Json.object().put("namespace", "team").put("id", "m1").put("content", "1"));
        calls.delete(Json.object().put("namespace", "team").put("id", "m1"));
        calls.undo(Json.object().put("handle", "u_1"));
        ObjectNode all = Json.object().put("preview", false);
        all.putObject("filter").putArray("tags").add("x");
        calls.deleteWhere(all);

        assertThat(heard).containsExactly("team m1", "team m1", "team m1", "default m1", "default null");
    }

    @Test
    void a_batch_is_told_once_and_what_changed_nothing_never() {
        listen();
        ObjectNode batch = Json.object();
        batch.putArray("memories").add(Json.object().put("content", "one")).add(Json.object().put("content", "two"));

        calls.rememberAll(batch);
        calls.rememberAll(batch);
        calls.remember(Json.object().put("content", "one"));
        ObjectNode preview = Json.object();
        preview.putObject("filter").putArray("tags").add("x");
        calls.deleteWhere(preview);
        calls.list(Json.object());
        calls.get(Json.object().put("id", "m1"));
        calls.recall(Json.object().put("query", "one"));
        calls.names(Json.object().put("of", "tags").put("limit", 1));

        assertThat(heard).containsExactly("default null");
    }

    @Test
    void without_listeners_the_calls_are_what_they_were() {
        assertThat(calls.remember(Json.object().put("content", "one")).path("receipt").path("status").stringValue())
                .isEqualTo("stored");
        assertThat(heard).isEmpty();
    }

    private void listen() {
        news.listen((namespace, id) -> heard.add(namespace + " " + id));
    }
}
