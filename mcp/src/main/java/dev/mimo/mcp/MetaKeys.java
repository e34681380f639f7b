package dev.mimo.mcp;

/// The keys that the protocol keeps for itself in `_meta`, and the names of its extensions.
public final class MetaKeys {
    /// The member that holds them, of parameters, results and definitions.
    public static final String META = "_meta";
    public static final String PROTOCOL_VERSION = "io.modelcontextprotocol/protocolVersion";
    public static final String CLIENT_INFO = "io.modelcontextprotocol/clientInfo";
    public static final String CLIENT_CAPABILITIES = "io.modelcontextprotocol/clientCapabilities";
    public static final String SERVER_INFO = "io.modelcontextprotocol/serverInfo";
    public static final String LOG_LEVEL = "io.modelcontextprotocol/logLevel";
    public static final String SUBSCRIPTION_ID = "io.modelcontextprotocol/subscriptionId";
    public static final String RELATED_TASK = "io.modelcontextprotocol/related-task";
    /// The extension of the stateless era by which calls go on as tasks.
    public static final String TASKS_EXTENSION = "io.modelcontextprotocol/tasks";

    private MetaKeys() {}
}
