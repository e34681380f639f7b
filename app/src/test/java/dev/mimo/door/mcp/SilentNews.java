package dev.mimo.door.mcp;

import dev.mimo.memory.MemoryNews;

/// Nothing ever changes.
public final class SilentNews implements MemoryNews {
    @Override
    public void listen(Listener listener) {}

    @Override
    public void wake() {}

    @Override
    public void begin() {}
}
