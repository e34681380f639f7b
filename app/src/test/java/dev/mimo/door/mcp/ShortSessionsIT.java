package dev.mimo.door.mcp;

import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.storage.memory.OpenStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/// Sessions of agents that come, write and go, each a process of its own, with the real model.
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ShortSessionsIT {
    private static final String MODEL = "e5-small-v2-q@1";
    private static final String REMEMBER = "{\"name\": \"remember\", \"arguments\": {\"content\": \"%s\"}}";
    private static final int SESSIONS = 5;
    private static final int ALL = Integer.MAX_VALUE;

    @TempDir
    Path directory = Path.of("");

    @Test
    void a_long_memory_starves_nothing_and_each_goes_on_with_it() throws Exception {
        PackagedProgram program = new PackagedProgram(directory);
        try (StdioSession session = new StdioSession(program, directory)) {
            session.succeeds(REMEMBER.formatted(text(27_000)));
        }

        List<Integer> passages = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            try (StdioSession session = new StdioSession(program, directory)) {
                session.succeeds(REMEMBER.formatted("Small memory number " + i + " of a short session."));
            }
            List<Pending> left = pending();
            // the last one's own may have come too late for it
            assertThat(left.stream().filter(one -> one.details().content().length() < 1_000).count())
                    .as("small ones that wait after session " + i).isLessThanOrEqualTo(1);
            passages.add(left.stream().filter(one -> one.details().content().length() > 1_000).findFirst()
                    .map(one -> kept(one)).orElse(ALL));
        }

        assertThat(passages).as("passages of the long one after each session").isSorted();
        assertThat(passages.getLast()).as("each goes on: " + passages).isGreaterThanOrEqualTo(SESSIONS / 2);
    }

    private List<Pending> pending() {
        try (OpenStore store = open()) {
            return store.backlog().pending(MODEL, List.of(), 100);
        }
    }

    private int kept(Pending text) {
        try (OpenStore store = open()) {
            return store.backlog().kept(MODEL, text).size();
        }
    }

    private OpenStore open() {
        return OpenStore.at(directory.resolve("mimo.db"), Clock.systemUTC());
    }

    private static String text(int chars) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < chars; i++) {
            text.append("In week ").append(i).append(" we walked from the harbour to the old mill, and Priya told of "
                    + "her garden, of the letters that came from Porto, and of what she had planted that spring. ");
        }
        return text.toString();
    }
}
