package dev.mimo;

import dev.mimo.storage.DataFileWatcher;
import dev.mimo.storage.feed.ChangeFeed;
import java.util.function.Supplier;

/// News of what is changed in the memory of a home directory, by whichever process.
final class HomeFeed {
    private HomeFeed() {}

    /// Opens nothing yet.
    ///
    /// @param settings asked when somebody first wants to hear
    static ChangeFeed of(Supplier<Settings> settings) {
        return new ChangeFeed(() -> new DataFileWatcher(settings.get().database(), settings.get().storage()));
    }
}
