package dev.mimo.memory.operation;

import dev.mimo.TestMimo;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.refusal.RefusedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NamesTest {
    @Test
    void names_in_use_are_found_by_their_beginning_in_their_namespace(@TempDir Path home) {
        try (TestMimo calls = TestMimo.open(home)) {
            remember(calls, "team", "one", "plan", "Parser", "work");
            remember(calls, "team", "two", "fact", "work");
            remember(calls, "team", "three", "plan", "100%");
            remember(calls, "other", "four", "mine", "secret");
            ObjectNode gone = remember(calls, "gone", "five", "fact");
            calls.call(MemoryOperations::delete, Json.object().put("namespace", "gone")
                    .put("id", gone.path("receipt").path("id").stringValue()));

            assertThat(names(calls, "{}")).containsExactly("other", "team");
            assertThat(names(calls, "{'of':'namespaces','after':'other'}")).containsExactly("team");
            assertThat(names(calls, "{'of':'namespaces','prefix':'T'}")).containsExactly("team");
            assertThat(names(calls, "{'of':'categories','namespace':'team'}")).containsExactly("plan", "fact");
            assertThat(names(calls, "{'of':'tags','namespace':'team'}")).containsExactly("work", "100%", "Parser");
            assertThat(names(calls, "{'of':'tags','namespace':'team','prefix':'pA'}")).containsExactly("Parser");
            assertThat(names(calls, "{'of':'tags','namespace':'team','prefix':'%'}")).isEmpty();
            assertThat(names(calls, "{'of':'tags'}")).isEmpty();
            assertThat(calls.call(MemoryOperations::names, request("{'of':'tags','namespace':'team','limit':2}"))
                    .path("more").booleanValue())
                    .isTrue();
            assertThat(calls.call(MemoryOperations::names, request("{'of':'tags','namespace':'team','limit':3}"))
                    .path("more").booleanValue())
                    .isFalse();

            List<String> ids = names(calls, "{'of':'ids','namespace':'team'}");
            assertThat(ids).hasSize(3).isSorted();
            assertThat(names(calls, "{'of':'ids','namespace':'team','prefix':'" + ids.getLast() + "'}"))
                    .containsExactly(ids.getLast());
            assertThat(names(calls, "{'of':'ids','namespace':'other','prefix':'" + ids.getLast() + "'}")).isEmpty();
            assertThat(names(calls, "{'of':'ids','namespace':'gone'}")).isEmpty();

            assertThatThrownBy(() -> names(calls, "{'of':'tags','after':'x'}")).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> names(calls, "{'of':'people'}")).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> names(calls, "{'limit':101}")).isInstanceOf(RefusedException.class);
        }
    }

    private static ObjectNode remember(TestMimo calls, String namespace, String content, String category,
            String... tags) {
        ObjectNode request = Json.object().put("namespace", namespace).put("content", content)
                .put("category", category);
        List.of(tags).forEach(request.withArray("tags")::add);
        return calls.call(MemoryOperations::remember, request);
    }

    private static List<String> names(TestMimo calls, String request) {
        List<String> names = new ArrayList<>();
        calls.call(MemoryOperations::names, request(request)).path("names")
                .forEach(name -> names.add(name.stringValue()));
        return names;
    }

    private static ObjectNode request(String text) {
        return Json.parseObject(text.replace('\'', '"'), JsonLimits.defaults());
    }
}
