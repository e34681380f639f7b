/// Arithmetic on vectors: dot products on the Vector API with a plain twin, rotation, quantization, and the flat
/// index that is scanned exactly. Knows nothing of memories.
@NullMarked
package dev.mimo.vector;

import org.jspecify.annotations.NullMarked;
