package dev.mimo.call;

import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Feed;
import dev.mimo.call.Operation.Upload;
import java.io.InputStream;
import java.util.function.Consumer;

/// Whoever answers operations: the rooms of this process, or a server that runs already.
///
/// Every call refuses with `RefusedException`; nothing is written then.
public interface OperationClient extends AutoCloseable {
    <Q, A> A call(Call<Q, A> operation, Q request);

    /// Hands over the lines one by one, on the caller's thread, until there are no more.
    <Q, E> void feed(Feed<Q, E> operation, Q request, Consumer<E> each);

    <Q, A> A upload(Upload<Q, A> operation, Q request, FileBody file);

    @Override
    void close();

    /// A file on its way in, read once.
    ///
    /// @param mediaType as its sender calls it, without parameters; empty when it does not
    /// @param progress hears how far it is
    record FileBody(InputStream content, String mediaType, Progress progress) {
        public FileBody(InputStream content, String mediaType) {
            this(content, mediaType, (_, _, _) -> {});
        }
    }

    /// Hears how far long work is; must be quick.
    @FunctionalInterface
    interface Progress {
        /// @param items found so far
        /// @param bytes read so far
        /// @param ofBytes of how many, as far as can be told
        void at(long items, long bytes, long ofBytes);
    }

    /// The way to whoever answers, who may have to be waited for.
    @FunctionalInterface
    interface Access {
        /// @throws dev.mimo.refusal.RefusedException `Unavailable` when that takes too long
        OperationClient get() throws InterruptedException;
    }
}
