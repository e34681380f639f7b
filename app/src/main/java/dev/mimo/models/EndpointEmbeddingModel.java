package dev.mimo.models;

import dev.mimo.file.Sha256;
import dev.mimo.models.EndpointClient.UnreachableModelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A model behind an HTTP endpoint. It gives no vectors of tokens, so that high effort is normal effort with it.
final class EndpointEmbeddingModel implements EmbeddingModel {
    private static final int ATTEMPTS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final int PAUSE_GROWS = 4;
    /// Most models read as much, or are told by their server to cut what is too long.
    private static final int TOKENS_MAX = 512;
    private static final int CHARS_PER_TOKEN = 4;

    private final EmbeddingSettings settings;
    private final EndpointClient client;
    private final PassageCutter cutter;
    private final int dimension;
    private volatile CosineRange cosines = CosineRange.USUAL;

    private EndpointEmbeddingModel(EmbeddingSettings settings, EndpointClient client, int dimension) {
        this.settings = settings;
        this.client = client;
        this.dimension = dimension;
        this.cutter = new PassageCutter(EndpointEmbeddingModel::tokens, TOKENS_MAX, 2 + tokens(passagePrefix()));
    }

    /// Tries the endpoint, which says how many dimensions its vectors have, and within what bounds their cosines lie.
    static EndpointEmbeddingModel open(EmbeddingSettings settings) throws BrokenModelException {
        EndpointClient client = new EndpointClient(settings.endpoint(), settings.model());
        try {
            float[] vector = client.embed(List.of("ready?"), settings.endpoint().queryTimeout()).getFirst();
            EndpointEmbeddingModel model = new EndpointEmbeddingModel(settings, client, vector.length);
            model.cosines = CosineRange.measured(texts -> model.tried(model.queryPrefix(), texts),
                    texts -> model.tried(model.passagePrefix(), texts));
            return model;
        } catch (UnreachableModelException | IllegalStateException e) {
            client.close();
            throw new BrokenModelException("The embedding endpoint cannot be used: " + e.getMessage() + ".", e);
        }
    }

    /// Within the limit of a question, as whoever asks one waits for it.
    private List<float[]> tried(String prefix, List<String> texts) {
        List<float[]> vectors = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += batchMax()) {
            List<String> some = texts.subList(from, Math.min(texts.size(), from + batchMax()));
            client.embed(some.stream().map(text -> prefix + text).toList(), settings.endpoint().queryTimeout())
                    .forEach(vector -> vectors.add(unit(vector)));
        }
        return vectors;
    }

    @Override
    public CosineRange cosines() {
        return cosines;
    }

    /// The model's name, without the endpoint's: the same model may be had elsewhere. With what else its vectors depend
    /// on.
    @Override
    public String id() {
        byte[] use = Sha256.of(queryPrefix() + "\n" + passagePrefix());
        return settings.model() + "@" + dimension + "-" + HexFormat.of().formatHex(use, 0, 4);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Embedding query(String text) {
        return embedding(client.embed(List.of(queryPrefix() + text), settings.endpoint().queryTimeout()).getFirst());
    }

    @Override
    public Embedding passage(String text) {
        return passageBatch(List.of(text)).getFirst();
    }

    @Override
    public int batchMax() {
        return settings.endpoint().batchMax();
    }

    @Override
    public List<Embedding> passageBatch(List<String> texts) {
        List<String> prefixed = texts.stream().map(text -> passagePrefix() + text).toList();
        Duration pause = FIRST_PAUSE;
        for (int attempt = 1;; attempt++) {
            try {
                return client.embed(prefixed, settings.endpoint().timeout()).stream().map(this::embedding).toList();
            } catch (UnreachableModelException e) {
                if (e.exhausted || attempt == ATTEMPTS) {
                    throw new UnreachableModelException(String.valueOf(e.getMessage()), true);
                }
            }
            rest(pause);
            pause = pause.multipliedBy(PAUSE_GROWS);
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new UnreachableModelException("the call was interrupted", true);
        }
    }

    @Override
    public List<String> passages(String text) {
        return cutter.cut(text);
    }

    @Override
    public void close() {
        client.close();
    }

    private String queryPrefix() {
        return settings.use().queryPrefixOr("");
    }

    private String passagePrefix() {
        return settings.use().passagePrefixOr("");
    }

    private Embedding embedding(float[] vector) {
        return new Embedding(unit(vector), List.of());
    }

    private float[] unit(float[] vector) {
        if (vector.length != dimension || dimension == 0) {
            throw new UnreachableModelException("a vector of " + vector.length + " dimensions came where " + dimension
                    + " were expected", true);
        }
        float[] unit = vector.clone();
        PoolingMode.normalize(unit);
        for (float each : unit) {
            if (!Float.isFinite(each)) {
                throw new IllegalStateException("a vector came that has no direction");
            }
        }
        return unit;
    }

    /// About how many: its tokenizer is not known.
    private static int tokens(CharSequence text) {
        double tokens =
                text.codePoints().mapToDouble(c -> Character.isIdeographic(c) ? 1 : 1.0 / CHARS_PER_TOKEN).sum();
        return (int) Math.ceil(tokens);
    }
}
