package dev.mimo.gateway.search;

import dev.mimo.models.EmbeddingModel;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// A few requests as people make them. Some tools are near to whatever is asked; what a request has in common with all
/// others is half taken out of it, so that these come less often first.
final class UsualRequests {
    private static final float SHARE = 0.5f;

    private UsualRequests() {}

    /// What is common to them, to be taken out of a request.
    static float[] common(EmbeddingModel model) {
        List<String> requests = all();
        float[] sum = new float[model.dimension()];
        requests.forEach(
                each -> PhraseVectors.add(sum, PhraseVectors.whole(model.query(each)), SHARE / requests.size()));
        return sum;
    }

    private static List<String> all() {
        InputStream file = Objects.requireNonNull(UsualRequests.class.getResourceAsStream("/gateway/requests.txt"));
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
