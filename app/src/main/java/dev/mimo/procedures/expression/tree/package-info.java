/// An expression as a tree: its tokens, the precedence of its operators, the steps of its paths, and what can be said
/// of types before it is evaluated.
@NullMarked
package dev.mimo.procedures.expression.tree;

import org.jspecify.annotations.NullMarked;
