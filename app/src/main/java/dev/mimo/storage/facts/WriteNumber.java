package dev.mimo.storage.facts;

import dev.mimo.file.Sha256;
import dev.mimo.terms.UndoHandle;
import java.nio.ByteBuffer;

/// The number by which rows name the write that made or ended them: of its undo handle, so that it need not be kept.
final class WriteNumber {
    private WriteNumber() {}

    static long of(UndoHandle handle) {
        return ByteBuffer.wrap(Sha256.of(handle.value())).getLong();
    }
}
