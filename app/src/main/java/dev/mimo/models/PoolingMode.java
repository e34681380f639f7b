package dev.mimo.models;

/// How a text's vector comes from those of its tokens.
enum PoolingMode {
    /// The mean of all tokens, special ones included.
    MEAN,
    /// The first token's.
    CLS;

    /// @param states one row per token, one after the other
    /// @return of unit length
    float[] pool(float[] states, int dimension) {
        double[] sum = new double[dimension];
        int end = this == CLS ? dimension : states.length;
        for (int i = 0; i < end; i += dimension) {
            for (int j = 0; j < dimension; j++) {
                sum[j] += states[i + j];
            }
        }
        double square = 0;
        for (double each : sum) {
            square += each * each;
        }
        double scale = 1 / Math.sqrt(square);
        float[] vector = new float[dimension];
        for (int j = 0; j < dimension; j++) {
            vector[j] = (float) (sum[j] * scale);
        }
        return vector;
    }

    /// Scales the vector to unit length, in place.
    static void normalize(float[] vector) {
        double square = 0;
        for (float each : vector) {
            square += (double) each * each;
        }
        float scale = (float) (1 / Math.sqrt(square));
        for (int i = 0; i < vector.length; i++) {
            vector[i] *= scale;
        }
    }
}
