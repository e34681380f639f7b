package dev.mimo.door.chat;

/// What a conversation does with the memory.
enum MemoryUse {
    OFF, READ, WRITE, ON;

    boolean reads() {
        return this == READ || this == ON;
    }

    boolean writes() {
        return this == WRITE || this == ON;
    }
}
