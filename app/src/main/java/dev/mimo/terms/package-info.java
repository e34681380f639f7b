/// The words that every room shares: namespaces, receipts, undo handles, pages, moments. Plain values without behavior
/// beyond their own checks, and the one interface that every room's writes share; uses no other room.
@NullMarked
package dev.mimo.terms;

import org.jspecify.annotations.NullMarked;
