/// What facts can be asked, as operations, and how their room is opened. Each request and answer is a record with its
/// shape beside it, in `FactRequests` and `FactAnswers`; `FactHandlers` answers them.
@NullMarked
package dev.mimo.facts.operation;

import org.jspecify.annotations.NullMarked;
