package dev.mimo.door.cli;

import org.jspecify.annotations.Nullable;

/// One thing that `doctor` looked at.
///
/// @param found what it is like, a short phrase
/// @param remedy what to do about it; absent when all is well
public record Check(String name, Verdict verdict, String found, @Nullable String remedy) {
    /// `NOTE`: works, and is worth knowing; `BAD`: does not work.
    public enum Verdict {
        OK, NOTE, BAD
    }

    public static Check ok(String name, String found) {
        return new Check(name, Verdict.OK, found, null);
    }

    public static Check note(String name, String found, String remedy) {
        return new Check(name, Verdict.NOTE, found, remedy);
    }

    public static Check bad(String name, String found, String remedy) {
        return new Check(name, Verdict.BAD, found, remedy);
    }
}
