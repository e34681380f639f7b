package dev.mimo.mcp.server;

import java.time.Duration;

/// The engine's limits.
///
/// @param depthMax how deep a message may nest
/// @param messageBytesMax the length of one message
/// @param pageSize entries in one answer to a list
/// @param callsMax tool calls under way at once, over all sessions; one more is answered that it is too busy
/// @param listFresh how long a client may keep a list before it asks again
public record McpServerSettings(int depthMax, int messageBytesMax, int pageSize, int callsMax, Duration listFresh,
        Asks asks, Listening listening, Running tasks) {
    public McpServerSettings {
        if (depthMax < 8 || messageBytesMax < 1024 || pageSize < 1 || callsMax < 1 || listFresh.isNegative()) {
            throw new IllegalArgumentException("a limit of the MCP server is too small");
        }
    }

    /// With the defaults for all that has a record of its own.
    public McpServerSettings(int depthMax, int messageBytesMax, int pageSize, int callsMax, Duration listFresh) {
        this(depthMax, messageBytesMax, pageSize, callsMax, listFresh, Asks.defaults(), Listening.defaults(),
                Running.defaults());
    }

    public static McpServerSettings defaults() {
        return new McpServerSettings(64, 4 * 1024 * 1024, 100, 128, Duration.ofMinutes(5));
    }

    /// Questions to clients.
    ///
    /// @param waitingMax unanswered questions to one client
    /// @param patience how long to wait for an answer: people think
    /// @param stateKept how long the state of a round can be used, at most ten minutes
    /// @param stateBytesMax the answers that one call gathers over its rounds
    public record Asks(int waitingMax, Duration patience, Duration stateKept, int stateBytesMax) {
        public Asks {
            if (waitingMax < 1 || stateBytesMax < 1024 || !patience.isPositive() || !stateKept.isPositive()
                    || stateKept.compareTo(Duration.ofMinutes(10)) > 0) {
                throw new IllegalArgumentException("a limit of the questions to clients is out of range");
            }
        }

        public static Asks defaults() {
            return new Asks(16, Duration.ofMinutes(10), Duration.ofMinutes(10), 256 * 1024);
        }
    }

    /// Clients that listen.
    ///
    /// @param listenersMax `subscriptions/listen` under way at once, over all clients
    /// @param resourcesMax resources that one client watches
    /// @param charsMax of the addresses that all clients watch together
    public record Listening(int listenersMax, int resourcesMax, long charsMax) {
        public Listening {
            if (listenersMax < 1 || resourcesMax < 1 || charsMax < 1) {
                throw new IllegalArgumentException("a limit of the subscriptions is below 1");
            }
        }

        public static Listening defaults() {
            return new Listening(4096, 256, 16 << 20);
        }
    }

    /// Tasks.
    ///
    /// @param most kept at once, those that are over included
    /// @param kept each from its creation on
    /// @param poll how often clients should ask for one
    public record Running(int most, Duration kept, Duration poll) {
        public Running {
            if (most < 1 || !kept.isPositive() || !poll.isPositive()) {
                throw new IllegalArgumentException("a limit of the tasks is too small");
            }
        }

        public static Running defaults() {
            return new Running(1024, Duration.ofHours(1), Duration.ofSeconds(1));
        }
    }
}
