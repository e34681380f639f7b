package dev.mimo.mcp.stdio;

import dev.mimo.mcp.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Gathers the answers of a batch, and sends them on one line when the last is there.
final class BatchReply {
    private final LineWriter out;
    // guarded by this
    private final List<Message.Answer> answers = new ArrayList<>();
    private int expected = 1;

    BatchReply(LineWriter out) {
        this.out = out;
    }

    /// Takes one answer, once; null for none.
    synchronized Consumer<Message.@Nullable Answer> expect() {
        expected++;
        return this::arrived;
    }

    void expectNoMore() {
        arrived(null);
    }

    private void arrived(Message.@Nullable Answer answer) {
        List<Message.Answer> all;
        synchronized (this) {
            if (answer != null) {
                answers.add(answer);
            }
            if (--expected > 0) {
                return;
            }
            all = List.copyOf(answers);
        }
        if (!all.isEmpty()) {
            out.sendAll(all);
        }
    }
}
