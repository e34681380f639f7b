/// The words that every room shares: namespaces, receipts, undo handles, pages, moments. Plain values without behaviour
/// beyond their own checks; uses no other room.
@NullMarked
package dev.mimo.terms;

import org.jspecify.annotations.NullMarked;
