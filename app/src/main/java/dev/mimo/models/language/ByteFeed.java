package dev.mimo.models.language;

import dev.mimo.resilience.CallDeadline;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The body of an answer as it comes, for one reader who waits for each part only so long. No more than one part is
/// asked for ahead.
final class ByteFeed implements HttpResponse.BodySubscriber<ByteFeed> {
    private final BlockingQueue<FeedPart> parts = new LinkedBlockingQueue<>();
    private volatile Flow.@Nullable Subscription subscription;
    private long left;

    private sealed interface FeedPart {
        record Bytes(List<ByteBuffer> buffers) implements FeedPart {}

        record Broken(Throwable cause) implements FeedPart {}

        record End() implements FeedPart {}
    }

    /// Nothing came in time.
    static final class SilentFeedException extends IOException {
        SilentFeedException() {
            super("nothing came in time");
        }
    }

    /// @param bytesMax of the whole body
    ByteFeed(long bytesMax) {
        this.left = bytesMax;
    }

    @Override
    public CompletionStage<ByteFeed> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        parts.add(new FeedPart.Bytes(buffers));
    }

    @Override
    public void onError(Throwable cause) {
        parts.add(new FeedPart.Broken(cause));
    }

    @Override
    public void onComplete() {
        parts.add(new FeedPart.End());
    }

    /// The next bytes; absent at the end.
    ///
    /// @throws SilentFeedException when none come in time
    /// @throws IOException when the connection broke, or more came than is taken
    byte @Nullable [] next(CallDeadline until) throws IOException {
        FeedPart part;
        try {
            part = parts.poll(until.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new IOException("the call was interrupted");
        }
        return switch (part) {
            case null -> throw new SilentFeedException();
            case FeedPart.Bytes(List<ByteBuffer> buffers) -> taken(buffers);
            case FeedPart.Broken(Throwable cause) -> throw new IOException("the connection broke", cause);
            case FeedPart.End() -> null;
        };
    }

    private byte[] taken(List<ByteBuffer> buffers) throws IOException {
        int length = buffers.stream().mapToInt(ByteBuffer::remaining).sum();
        left -= length;
        if (left < 0) {
            throw new IOException("more came than is taken");
        }
        byte[] bytes = new byte[length];
        int at = 0;
        for (ByteBuffer buffer : buffers) {
            int count = buffer.remaining();
            buffer.get(bytes, at, count);
            at += count;
        }
        Flow.Subscription given = subscription;
        if (given != null) {
            given.request(1);
        }
        return bytes;
    }

    /// Wants no more; a reader that waits is told so.
    void cancel() {
        Flow.Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
        parts.add(new FeedPart.Broken(new IOException("given up")));
    }
}
