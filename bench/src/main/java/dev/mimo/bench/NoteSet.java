package dev.mimo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Short notes as people keep them, without conversations around them: each with a question as its writer would ask it,
/// and with one that shares none of its words; and questions of the same kind that no note answers. Written by hand,
/// before any ranking was tried on them.
///
/// @param unanswerable questions about the same lives that nothing answers
record NoteSet(List<Note> notes, List<String> unanswerable) {
    private static final String RESOURCE = "notes.jsonl";

    /// @param question with other words, though it names what it is about
    /// @param riddle without any word of the note, its names included
    record Note(String text, String question, String riddle) {}

    static NoteSet read() throws IOException {
        List<Note> notes = new ArrayList<>();
        List<String> unanswerable = new ArrayList<>();
        JsonMapper json = new JsonMapper();
        try (InputStream resource = NoteSet.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + RESOURCE + " is missing");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8));
            for (String line : lines.lines().toList()) {
                JsonNode one = json.readTree(line);
                if (one.has("note")) {
                    notes.add(new Note(one.get("note").asString(), one.get("question").asString(),
                            one.get("riddle").asString()));
                } else {
                    unanswerable.add(one.get("unanswerable").asString());
                }
            }
        }
        return new NoteSet(notes, unanswerable);
    }
}
