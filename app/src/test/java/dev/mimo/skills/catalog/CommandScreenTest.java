package dev.mimo.skills.catalog;

import dev.mimo.skills.catalog.SkillLaunch.Program;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class CommandScreenTest {
    @ParameterizedTest
    @ValueSource(strings = {"npx -y @modelcontextprotocol/server-everything", "uvx mcp-server-git --repository /srv/a",
            "node /opt/server.js --flag=value", "python3 -m server --url http://a/?b=c&d=e", "bash /opt/start-server",
            "docker run -i --rm -e KEY mcp/fetch", "docker run -i --rm -v /srv/docs:/docs:ro mcp/filesystem",
            "/opt/my server/bin", "deno run --allow-net server.ts", "npx -y pkg@1.2.3 --pattern=a|b",
            "java -jar server.jar", "env"})
    void usual_commands_pass(String line) {
        assertThat(objection(line)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sh -c x", "bash -lc x", "/bin/zsh -c x", "cmd.exe /c x", "powershell -Enc x", "sudo npx a",
            "doas a", "rm -rf /", "dd if=a", "curl http://a", "nc -l 1", "env FOO=1 sh", "node -e x", "node --eval x",
            "python -c x", "python3.13 -c x", "perl -e x", "ruby -e x", "docker run --privileged a",
            "docker run --network=host a", "docker run --network host a", "docker run --pid=host a",
            "docker run -v /var/run/docker.sock:/s a", "podman run -v /:/host a", "docker run --cap-add SYS_ADMIN a",
            "docker run --mount type=bind,source=/,target=/h a", "docker run -v /etc:/etc a", "npx a; rm",
            "npx a && b", "npx a || b", "npx $(whoami)", "npx `id`", "npx a > b", "npx a | b"})
    void dangerous_ones_do_not(String line) {
        assertThat(objection(line)).isNotBlank();
    }

    @Test
    void variables_that_load_other_code_do_not_pass() {
        assertThat(CommandScreen.objection(program(List.of("npx", "a"), Map.of("LD_PRELOAD", "/tmp/x.so"))))
                .contains("LD_PRELOAD");
        assertThat(CommandScreen.objection(program(List.of("npx", "a"), Map.of("NODE_OPTIONS", "--require x"))))
                .contains("NODE_OPTIONS");
        assertThat(CommandScreen.objection(program(List.of("npx", "a"), Map.of("API_KEY", "x", "ENVIRONMENT", "x"))))
                .isNull();
    }

    private static @Nullable String objection(String line) {
        return CommandScreen.objection(program(List.of(line.split(" (?!server/)")), Map.of()));
    }

    private static Program program(List<String> words, Map<String, String> environment) {
        return new Program(words, environment, List.of(), null, null);
    }
}
