package dev.mimo.bench.mcp;

/// A request that is sent again and again.
///
/// @param method of the protocol
/// @param params JSON
record RepeatedRequest(String method, String params) {
    static final String REVISION = "2025-06-18";
    static final RepeatedRequest INITIALIZE = new RepeatedRequest("initialize", """
            {"protocolVersion":"%s","capabilities":{"roots":{"listChanged":true},"sampling":{},"elicitation":{}},\
            "clientInfo":{"name":"bench","title":"Measurement","version":"1"}}""".formatted(REVISION));
    static final RepeatedRequest PING = new RepeatedRequest("ping", "{}");
    static final RepeatedRequest LIST = new RepeatedRequest("tools/list", "{}");
    static final String INITIALIZED = """
            {"jsonrpc":"2.0","method":"notifications/initialized"}""";

    /// @param arguments JSON
    static RepeatedRequest call(String tool, String arguments) {
        return new RepeatedRequest("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    /// The whole message, in one line without its end.
    String message(long id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }
}
