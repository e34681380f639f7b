package dev.mimo.door.cli;

import org.jspecify.annotations.Nullable;

/// One thing that `doctor` looked at.
///
/// @param found what it is like, a short phrase
/// @param remedy what to do about it; absent when all is well
public record DoctorCheck(String name, Verdict verdict, String found, @Nullable String remedy) {
    /// `NOTE`: works, and is worth knowing; `BAD`: does not work.
    public enum Verdict {
        OK, NOTE, BAD
    }

    public static DoctorCheck ok(String name, String found) {
        return new DoctorCheck(name, Verdict.OK, found, null);
    }

    public static DoctorCheck note(String name, String found, String remedy) {
        return new DoctorCheck(name, Verdict.NOTE, found, remedy);
    }

    public static DoctorCheck bad(String name, String found, String remedy) {
        return new DoctorCheck(name, Verdict.BAD, found, remedy);
    }
}
