/// Strict reading of JSON that strangers send, and plain writing of JSON that we answer with; uses nothing else.
@NullMarked
package dev.mimo.json;

import org.jspecify.annotations.NullMarked;
