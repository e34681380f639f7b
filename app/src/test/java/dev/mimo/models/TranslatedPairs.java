package dev.mimo.models;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Thirty memories, each with a question that shares no telling word with it, in five languages.
public record TranslatedPairs(List<List<Pair>> byLanguage) {
    public static final List<String> LANGUAGES = List.of("en", "de", "fr", "es", "ja");

    /// @param memory what is remembered
    public record Pair(String memory, String question) {}

    public static TranslatedPairs read() throws IOException {
        List<List<Pair>> pairs = new ArrayList<>();
        LANGUAGES.forEach(_ -> pairs.add(new ArrayList<>()));
        try (InputStream file =
                Objects.requireNonNull(TranslatedPairs.class.getResourceAsStream("/models/pairs.tsv"))) {
            for (String line : new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                String[] texts = line.split("\t", -1);
                for (int i = 0; i < LANGUAGES.size(); i++) {
                    pairs.get(i).add(new Pair(texts[2 * i], texts[2 * i + 1]));
                }
            }
        }
        return new TranslatedPairs(pairs);
    }

    /// Which pair a text is of, whatever its language.
    public Map<String, Integer> meanings() {
        Map<String, Integer> meanings = new HashMap<>();
        byLanguage.forEach(pairs -> {
            for (int i = 0; i < pairs.size(); i++) {
                meanings.put(pairs.get(i).memory(), i);
                meanings.put(pairs.get(i).question(), i);
            }
        });
        return meanings;
    }
}
