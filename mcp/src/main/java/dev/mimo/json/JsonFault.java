package dev.mimo.json;

/// What is wrong with a text that was to be JSON.
///
/// @param path where, as people write it: `memories[3].tags[0]`; empty for the whole
/// @param problem completes "the field …"
/// @param remedy a sentence that says what to do
/// @param tooLarge whether the whole text is longer than is allowed
public record JsonFault(String path, String problem, String remedy, boolean tooLarge) {
    static JsonFault at(String path, String problem, String remedy) {
        return new JsonFault(path, problem, remedy, false);
    }

    static JsonFault ofWhole(String problem, String remedy) {
        return at("", problem, remedy);
    }
}
