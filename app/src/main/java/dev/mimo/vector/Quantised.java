package dev.mimo.vector;

/// A unit vector, rotated and rounded to signed bytes.
///
/// @param codes each in -127..127
/// @param scale what a code of 1 stands for: the vector is about `scale * codes`
public record Quantised(byte[] codes, float scale) {}
