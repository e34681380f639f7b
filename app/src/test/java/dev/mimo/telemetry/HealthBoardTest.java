package dev.mimo.telemetry;

import dev.mimo.telemetry.HealthProbe.Health;
import dev.mimo.telemetry.HealthProbe.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HealthBoardTest {
    private final HealthBoard board = new HealthBoard();

    @Test
    void an_empty_board_is_up() {
        assertThat(board.report().status()).isEqualTo(Status.UP);
    }

    @Test
    void the_whole_is_as_well_as_its_worst_part() {
        register("a", Status.UP);
        register("b", Status.DEGRADED);
        assertThat(board.report().status()).isEqualTo(Status.DEGRADED);
        register("c", Status.DOWN);
        assertThat(board.report().status()).isEqualTo(Status.DOWN);
        assertThat(board.report().parts()).containsOnlyKeys("a", "b", "c");
    }

    @Test
    void a_name_is_taken_once() {
        register("a", Status.UP);
        assertThatThrownBy(() -> register("a", Status.UP)).isInstanceOf(IllegalStateException.class);
    }

    private void register(String name, Status status) {
        board.register(name, () -> new Health(status, Map.of()));
    }
}
