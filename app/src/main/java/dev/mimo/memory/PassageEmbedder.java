package dev.mimo.memory;

import dev.mimo.memory.EmbeddingBacklog.Embedded;
import dev.mimo.memory.EmbeddingBacklog.KeptPassage;
import dev.mimo.memory.EmbeddingBacklog.Pending;
import dev.mimo.models.EmbeddingModel;
import dev.mimo.models.EmbeddingModel.Embedding;
import dev.mimo.models.EmbeddingModel.Token;
import dev.mimo.vector.TokenVectors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Makes a memory's vectors: one for each passage that fits the model, and those of its tokens.
public final class PassageEmbedder {
    /// A long text's later tokens add much space and little worth.
    private static final int TOKENS_MAX = 1024;

    private final TokenVectors tokenVectors;

    public PassageEmbedder(TokenVectors tokenVectors) {
        this.tokenVectors = tokenVectors;
    }

    /// @param kept of the text's passages, from earlier tries
    Job begin(EmbeddingModel model, Pending pending, Function<Pending, List<KeptPassage>> kept) {
        Job job = new Job(model, pending);
        if (job.passages.size() > 1) {
            kept.apply(pending).forEach(job::resume);
        }
        return job;
    }

    /// The stored form of a text's tokens.
    public byte[] packed(List<Token> tokens) {
        return tokenVectors.pack(tokens.stream().limit(TOKENS_MAX).map(Token::vector).toList());
    }

    /// A text that is being embedded, by one thread at a time.
    final class Job {
        private final EmbeddingModel model;
        private final Pending of;
        private final List<String> passages;
        private final List<float[]> vectors = new ArrayList<>();
        /// Of each passage.
        private final List<byte[]> packed = new ArrayList<>();
        private int tokens;

        private Job(EmbeddingModel model, Pending of) {
            this.model = model;
            this.of = of;
            this.passages = model.passages(SearchText.meaning(of.details()));
        }

        EmbeddingModel model() {
            return model;
        }

        Pending of() {
            return of;
        }

        /// How many passages are still to be embedded.
        int left() {
            return passages.size() - vectors.size();
        }

        /// Takes over what is kept of the next passage. One that was cut otherwise is of no use, nor are those after
        /// one that is missing; the last is embedded in any case, as that is what ends the text.
        private void resume(KeptPassage kept) {
            if (kept.passages() == passages.size() && kept.passage() == vectors.size() && left() > 1) {
                add(kept.vector(), kept.tokens());
            }
        }

        /// The texts to be embedded next, and no more than that of them.
        List<String> next(int most) {
            return passages.subList(vectors.size(), Math.min(passages.size(), vectors.size() + most));
        }

        /// Takes the vectors of the next passage.
        ///
        /// @return what to keep of it
        KeptPassage add(Embedding embedding) {
            List<Token> some = embedding.tokens().stream().limit(TOKENS_MAX - tokens).toList();
            add(embedding.vector(), packed(some));
            return new KeptPassage(of, vectors.size() - 1, passages.size(), embedding.vector(), packed.getLast());
        }

        private void add(float[] vector, byte[] some) {
            vectors.add(vector);
            packed.add(some);
            tokens += tokenVectors.count(some);
        }

        Embedded embedded() {
            return new Embedded(of, vectors, tokenVectors.join(packed));
        }
    }
}
