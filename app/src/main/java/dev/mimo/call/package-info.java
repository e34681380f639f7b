/// Reading what callers send, with refusals that name each field; uses `json` and `refusal`.
@NullMarked
package dev.mimo.call;

import org.jspecify.annotations.NullMarked;
