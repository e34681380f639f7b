package dev.mimo.cortex;

import java.util.List;

/// What became of a user's statements.
///
/// @param ids of the memories that were stored
/// @param degraded `remember` when something could not be stored
/// @param reasons why, each as a sentence without its full stop
public record RememberedStatements(List<String> ids, List<String> degraded, List<String> reasons) {
    /// Nothing was to be remembered.
    public static final RememberedStatements NONE = new RememberedStatements(List.of(), List.of(), List.of());

    public RememberedStatements {
        ids = List.copyOf(ids);
        degraded = List.copyOf(degraded);
        reasons = List.copyOf(reasons);
    }

    static RememberedStatements failed(String reason) {
        return new RememberedStatements(List.of(), List.of("remember"), List.of(reason));
    }
}
