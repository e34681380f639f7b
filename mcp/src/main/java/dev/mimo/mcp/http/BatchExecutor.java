package dev.mimo.mcp.http;

import dev.mimo.mcp.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Answers the requests of a batch at the same time, since one may wait for what another does.
final class BatchExecutor {
    private BatchExecutor() {}

    /// The answers in the order of the requests, without those of cancelled ones.
    static List<Message.Answer> answers(List<Message.Request> requests,
            Function<Message.Request, Message.@Nullable Answer> answer) {
        if (requests.size() == 1) {
            Message.Answer one = answer.apply(requests.getFirst());
            return one == null ? List.of() : List.of(one);
        }
        ConcurrentSkipListMap<Integer, Message.Answer> answers = new ConcurrentSkipListMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < requests.size(); i++) {
                int at = i;
                threads.execute(() -> {
                    Message.Answer one = answer.apply(requests.get(at));
                    if (one != null) {
                        answers.put(at, one);
                    }
                });
            }
        }
        return new ArrayList<>(answers.values());
    }
}
