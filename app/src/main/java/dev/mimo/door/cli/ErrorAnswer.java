package dev.mimo.door.cli;

import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.MemoryId;
import dev.mimo.tools.VisibleText;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/// How a failure ends: two sentences, or the same as problem JSON, on the error stream, and an exit code. The
/// output stream stays empty, so that a script never takes an error for an answer.
public final class ErrorAnswer {
    private ErrorAnswer() {}

    /// What a failure is to the shell.
    ///
    /// @param type as in the problem JSON
    private record Ending(int exit, String type) {}

    /// Prints the failure and returns the exit code.
    public static int print(Terminal terminal, Throwable failure, boolean json) {
        if (failure instanceof RefusedException refused) {
            Refusal refusal = refused.refusal();
            return print(terminal, json, ending(refusal), refusal.detail(), refusal.remedy());
        }
        String id = MemoryId.create().toString();
        LoggerFactory.getLogger(ErrorAnswer.class).error("bug {}", id, failure);
        return print(terminal, json, new Ending(1, "internal"),
                "Something inside Mimo went wrong that should not have (" + id + ").",
                "Please report it with the lines above; 'mimo doctor' may show the cause.");
    }

    private static Ending ending(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid _ -> new Ending(2, "invalid");
            case Refusal.TooLarge _ -> new Ending(2, "too-large");
            case Refusal.Unsupported _ -> new Ending(2, "unsupported");
            case Refusal.Unauthenticated _ -> new Ending(3, "unauthenticated");
            case Refusal.Denied _ -> new Ending(3, "denied");
            case Refusal.NotFound _ -> new Ending(4, "not-found");
            case Refusal.Conflict _ -> new Ending(5, "conflict");
            case Refusal.TooBusy _ -> new Ending(6, "too-busy");
            case Refusal.Unavailable _ -> new Ending(7, "unavailable");
            case Refusal.TimedOut _ -> new Ending(7, "timed-out");
        };
    }

    private static int print(Terminal terminal, boolean json, Ending ending, String detail, String remedy) {
        if (json) {
            ObjectNode problem = Json.object().put("type", ending.type())
                    .put("exit", ending.exit()).put("detail", detail).put("remedy", remedy);
            terminal.err().println(VisibleText.json(Json.text(problem)));
        } else {
            terminal.err().println(VisibleText.of(detail));
            terminal.err().println(VisibleText.of(remedy));
        }
        return ending.exit();
    }
}
