/// Undo of what any room writes: one table of handles and one store that reverses them. What it takes to reverse a
/// write lies in tables of the room that made it, which offers a `ReversibleKind`.
@NullMarked
package dev.mimo.storage.undo;

import org.jspecify.annotations.NullMarked;
