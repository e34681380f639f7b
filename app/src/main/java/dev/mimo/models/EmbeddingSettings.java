package dev.mimo.models;

import java.time.Duration;

/// How text is embedded.
///
/// @param model name of a bundled model, or path of a folder with `model.onnx`, `tokenizer.json` and what says how
///     it is used (see `ModelSpec`); the name of the endpoint's model where there is an endpoint
/// @param use how the model is used, where its folder does not say so
/// @param retryAfter how long a broken model rests before it is loaded again
/// @param failuresMax failures in a row after which a loaded model counts as broken
/// @param passageWaitMax the longest one passage waits for questions to go first
/// @param queryCacheBytesMax heap for the vectors of recent questions, 0 for none; one of 25 tokens takes 40 KB
public record EmbeddingSettings(String model, ModelUse use, EndpointSettings endpoint, Duration retryAfter,
        int failuresMax, Duration passageWaitMax,
        int queryCacheBytesMax) {
    public EmbeddingSettings {
        if (model.isBlank()) {
            throw new IllegalArgumentException("embedding.model is blank; name a bundled model or a folder");
        }
        if (retryAfter.isNegative() || passageWaitMax.isNegative()) {
            throw new IllegalArgumentException("embedding pauses are zero or more: " + retryAfter + ", "
                    + passageWaitMax);
        }
        if (failuresMax < 1 || queryCacheBytesMax < 0) {
            throw new IllegalArgumentException("embedding limits out of range: " + failuresMax + ", "
                    + queryCacheBytesMax);
        }
    }

    public static EmbeddingSettings defaults() {
        return new EmbeddingSettings("e5-small-v2-q", ModelUse.defaults(), EndpointSettings.defaults(),
                Duration.ofSeconds(30), 3, Duration.ofMillis(50), 4 << 20);
    }
}
