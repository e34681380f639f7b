package dev.mimo.models;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// A model that fails when told to, and counts what is asked of it.
final class FakeModel implements EmbeddingModel {
    final AtomicBoolean failing = new AtomicBoolean();
    final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger calls = new AtomicInteger();

    @Override
    public String id() {
        return "fake@1";
    }

    @Override
    public int dimension() {
        return 1;
    }

    @Override
    public Embedding query(String text) {
        return passage(text);
    }

    @Override
    public Embedding passage(String text) {
        calls.incrementAndGet();
        if (failing.get()) {
            throw new IllegalStateException("out of native memory");
        }
        return new Embedding(new float[]{1}, List.of(new Token("seven", false, new float[]{1})));
    }

    @Override
    public List<String> passages(String text) {
        return List.of(text);
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
