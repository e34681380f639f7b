package dev.mimo.words;

/// How much a word in a text is worth, by the statistics of one collection: rare words count more, repeats less
/// and less, and in long texts less again. `k1` and `b` are lower than customary because memories are short.
///
/// As is now usual, the constant factor `k1 + 1` is left out; it changes no order.
///
/// @param documents how many texts there are
/// @param averageLength of a text in words, above 0
record Bm25Statistics(double documents, double averageLength) {
    private static final double K1 = 0.9;
    private static final double B = 0.4;

    /// Few texts say little of how rare a word is: in a collection of three, a word that one of them holds would be
    /// worth a fifth of one that none does. They count as so many, of which the others do not hold it.
    private static final int DOCUMENTS_LEAST = 200;

    /// @param holding how many texts hold the word
    double idf(double holding) {
        return Math.log(1 + (Math.max(documents, DOCUMENTS_LEAST) - holding + 0.5) / (holding + 0.5));
    }

    /// What has to be added to a count before it divides the count: a fixed part, and one for each word of the text.
    Saturation saturation() {
        return new Saturation((float) (K1 * (1 - B)), (float) (K1 * B / averageLength));
    }

    record Saturation(float fixed, float perWord) {
        float of(int count, int length) {
            return count / (count + fixed + perWord * length);
        }
    }
}
