package dev.mimo.property;

/// A filter lets nothing through.
final class NothingFitsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    NothingFitsException() {
        super("a filter left out " + Arbitrary.MISSES_MAX + " values in a row; draw what fits instead");
    }
}
