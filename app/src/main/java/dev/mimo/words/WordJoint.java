package dev.mimo.words;

/// How firmly two parts of a glued word hold together, firmest first. A word is indexed by its parts and by what each
/// kind of joint makes of them: `ana.lopez@mail.example.com` also as `ana.lopez` and as `mail.example.com`.
enum WordJoint {
    /// Nothing between them: `wifi|Password`, `utf|8`.
    CASE,
    /// What stands inside names: `Node.js`, `guest_5G`, `d'Orly`.
    INNER,
    /// What stands between names: `wifi-password:hunter2`, a path, an address.
    OUTER,
    /// They are no one word.
    NONE;

    /// The joint that a character between two parts makes.
    static WordJoint of(int c) {
        return switch (c) {
            case '.', '_', '-', '\'', '’', '+', '&', '·', '\u2010', '\u05BE', '\u05F3', '\u05F4', '\u30FB' -> INNER;
            case '/', '\\', ':', '@', '=', '#', '%', ',', ';', '$', '€', '£', '|', '*', '~', '^', '\u2013' -> OUTER;
            default -> NONE;
        };
    }

    WordJoint looserOf(WordJoint other) {
        return compareTo(other) > 0 ? this : other;
    }
}
