package dev.mimo.mcp.server;

import java.util.UUID;
import org.slf4j.LoggerFactory;

/// Where bugs are reported: each once, under an id that the answer carries too.
@FunctionalInterface
public interface FaultReporter {
    /// @return the id under which the fault can be found
    String report(String during, Throwable fault);

    /// To the program's log, which is only opened by the first fault: opening it is no part of a quick start.
    static FaultReporter logged() {
        return (during, fault) -> {
            String id = UUID.randomUUID().toString();
            LoggerFactory.getLogger(FaultReporter.class).error("fault {} during {}", id, during, fault);
            return id;
        };
    }
}
