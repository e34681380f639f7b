package dev.mimo.memory.operation;

import dev.mimo.terms.Receipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What became of many memories, in the order given.
///
/// @param indexed whether meaning finds all of them already; absent unless that was waited for
public record RememberedBatch(List<Receipt> receipts, @Nullable Boolean indexed) {}
