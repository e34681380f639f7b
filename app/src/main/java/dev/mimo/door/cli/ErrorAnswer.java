package dev.mimo.door.cli;

import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.MemoryId;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How a failure ends: two sentences, or the same as problem JSON, on the error stream, and an exit code. The
/// output stream stays empty, so that a script never takes an error for an answer.
public final class ErrorAnswer {
    static final int BUG = 1;

    private ErrorAnswer() {}

    /// Prints the failure and returns the exit code.
    public static int print(Terminal terminal, Throwable failure, boolean json) {
        if (failure instanceof RefusedException refused) {
            return print(terminal, refused.refusal(), json);
        }
        String id = MemoryId.create().toString();
        LoggerFactory.getLogger(ErrorAnswer.class).error("bug {}", id, failure);
        say(terminal, json, BUG, "internal", "Something inside Mimo went wrong that should not have (" + id + ").",
                "Please report it with the lines above; 'mimo doctor' may show the cause.");
        return BUG;
    }

    static int print(Terminal terminal, Refusal refusal, boolean json) {
        say(terminal, json, exitCode(refusal), kind(refusal), refusal.detail(), refusal.remedy());
        return exitCode(refusal);
    }

    static int exitCode(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid _,Refusal.TooLarge _,Refusal.Unsupported _ -> 2;
            case Refusal.Unauthenticated _,Refusal.Denied _ -> 3;
            case Refusal.NotFound _ -> 4;
            case Refusal.Conflict _ -> 5;
            case Refusal.TooBusy _ -> 6;
            case Refusal.Unavailable _,Refusal.TimedOut _ -> 7;
        };
    }

    private static String kind(Refusal refusal) {
        return switch (refusal) {
            case Refusal.Invalid _ -> "invalid";
            case Refusal.TooLarge _ -> "too-large";
            case Refusal.Unsupported _ -> "unsupported";
            case Refusal.Unauthenticated _ -> "unauthenticated";
            case Refusal.Denied _ -> "denied";
            case Refusal.NotFound _ -> "not-found";
            case Refusal.Conflict _ -> "conflict";
            case Refusal.TooBusy _ -> "too-busy";
            case Refusal.Unavailable _ -> "unavailable";
            case Refusal.TimedOut _ -> "timed-out";
        };
    }

    private static void say(Terminal terminal, boolean json, int exit, String kind, String detail, String remedy) {
        if (json) {
            ObjectNode problem = JsonMapper.shared().createObjectNode()
                    .put("type", kind).put("exit", exit).put("detail", detail).put("remedy", remedy);
            terminal.err().println(problem);
        } else {
            terminal.err().println(detail);
            terminal.err().println(remedy);
        }
    }
}
