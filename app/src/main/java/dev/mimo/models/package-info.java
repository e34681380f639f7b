/// Embedding models behind one small interface: a real model in this process, loaded when first needed.
/// A model that is missing or broken is a state that can be asked for, never an invented vector.
@NullMarked
package dev.mimo.models;

import org.jspecify.annotations.NullMarked;
