package dev.mimo.skills.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class VariableExpanderTest {
    private final VariableExpander variables = new VariableExpander(Map.of("KEY", "a$1\\b", "EMPTY", ""));

    @Test
    void variables_are_replaced_in_each_clients_way() {
        assertThat(variables.expand("x-${KEY}-${env:KEY}")).isEqualTo("x-a$1\\b-a$1\\b");
        assertThat(variables.expand("${NONE:-other}/${KEY:-other}/${EMPTY}")).isEqualTo("other/a$1\\b/");
        assertThat(variables.expand("${userHome}/x")).isEqualTo(System.getProperty("user.home") + "/x");
        assertThat(variables.expand("$KEY $$ {KEY}")).isEqualTo("$KEY $$ {KEY}");
    }

    @Test
    void what_has_no_value_is_said() {
        assertThatThrownBy(() -> variables.expand("${NONE}")).hasMessageContaining("NONE is not set");
        assertThatThrownBy(() -> variables.expand("${input:key}")).hasMessageContaining("'${input:key}' is known to");
        assertThatThrownBy(() -> variables.expand("${workspaceFolder}/a")).hasMessageContaining("its own client alone");
    }

    @Test
    void a_secret_may_come_in_a_file(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "s3cret\n");

        assertThat(variables.expand(Map.of("API_KEY_FILE", secret.toString(), "B", "${KEY}")))
                .containsEntry("API_KEY", "s3cret").containsEntry("API_KEY_FILE", secret.toString())
                .containsEntry("B", "a$1\\b");
        assertThatThrownBy(() -> variables.expand(Map.of("API_KEY_FILE", folder + "/none")))
                .hasMessageContaining("API_KEY_FILE").hasMessageContaining("cannot be read");
    }
}
