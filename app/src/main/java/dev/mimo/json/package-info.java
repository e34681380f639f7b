/// Strict reading of JSON that strangers send, and plain writing of JSON that we answer with. A request is read
/// through `JsonFields`, which gathers every problem with the field it is in; uses `refusal` only.
@NullMarked
package dev.mimo.json;

import org.jspecify.annotations.NullMarked;
