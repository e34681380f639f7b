package dev.mimo.memory;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;

/// A write in pieces that broke off between two of them.
public final class PartialWrite {
    private PartialWrite() {}

    /// The same refusal for who must know what was written before it.
    ///
    /// @param so what was, and what can be done about it
    public static RefusedException refusal(RefusedException refused, String so) {
        return switch (refused.refusal()) {
            case Refusal.TooBusy busy ->
                new RefusedException(new Refusal.TooBusy(busy.detail() + so, busy.remedy(), busy.retryAfter()));
            case Refusal.Unavailable down ->
                new RefusedException(new Refusal.Unavailable(down.detail() + so, down.remedy(), down.retryAfter()));
            case Refusal.TimedOut late ->
                new RefusedException(new Refusal.TimedOut(late.detail() + so, late.remedy()));
            default -> refused;
        };
    }
}
