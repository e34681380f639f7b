package dev.mimo.door.cli.memory;

import dev.mimo.TestMimo;
import dev.mimo.door.cli.CliBackend.Rooms;
import dev.mimo.facts.FactSettings;
import dev.mimo.facts.operation.FactOperations;
import dev.mimo.json.Json;
import dev.mimo.memory.operation.MemoryOperations;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WholeIdTest {
    @Test
    void the_beginning_of_an_id_stands_for_it_where_it_fits_one_memory(@TempDir Path home) {
        try (TestMimo mimo = TestMimo.open(home)) {
            Rooms rooms = new Rooms(mimo.calls(), mimo.operations(),
                    FactOperations.within(FactSettings.defaults()), true);
            String one = stored(mimo, "one");
            String two = stored(mimo, "two");
            int same = 0;
            while (one.charAt(same) == two.charAt(same)) {
                same++;
            }

            assertThat(completed(rooms, "id", two.substring(0, same + 1))).isEqualTo(two);
            assertThat(completed(rooms, "replaces", one.substring(0, 25))).isEqualTo(one);
            assertThat(completed(rooms, "id", one)).isEqualTo(one);
            assertThat(completed(rooms, "id", one.substring(0, 7))).isEqualTo(one.substring(0, 7));
            assertThat(completed(rooms, "id", "zzzzzzzz")).isEqualTo("zzzzzzzz");

            String both = one.substring(0, 8);
            assertThat(same).isGreaterThanOrEqualTo(8);
            assertThatThrownBy(() -> completed(rooms, "id", both)).isInstanceOfSatisfying(RefusedException.class,
                    refused -> {
                        assertThat(refused.refusal()).isInstanceOf(Refusal.Conflict.class);
                        assertThat(refused.refusal().detail()).contains(one, two);
                    });

            mimo.call(MemoryOperations::delete, Json.object().put("namespace", "team").put("id", two));
            assertThat(completed(rooms, "id", both)).isEqualTo(one);
        }
    }

    private static String completed(Rooms rooms, String field, String typed) {
        ObjectNode request = Json.object().put("namespace", "team").put(field, typed);
        WholeId.complete(rooms, request);
        return request.path(field).stringValue();
    }

    private static String stored(TestMimo mimo, String content) {
        return mimo.call(MemoryOperations::remember, Json.object().put("namespace", "team").put("content", content))
                .path("receipt").path("id").stringValue();
    }
}
