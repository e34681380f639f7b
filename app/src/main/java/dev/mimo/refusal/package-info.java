/// The honest ways to say no: a small sealed family, each kind with a sentence that says what is wrong and a
/// sentence that says what to do. Doors map it to their wire with one exhaustive switch; uses no other room.
@NullMarked
package dev.mimo.refusal;

import org.jspecify.annotations.NullMarked;
