package dev.mimo.bench.mcp;

/// A request that is sent again and again.
///
/// @param method of the protocol
/// @param params JSON
record Ask(String method, String params) {
    static final String REVISION = "2025-06-18";
    static final Ask INITIALIZE = new Ask("initialize", """
            {"protocolVersion":"%s","capabilities":{"roots":{"listChanged":true},"sampling":{},"elicitation":{}},\
            "clientInfo":{"name":"bench","title":"Measurement","version":"1"}}""".formatted(REVISION));
    static final Ask PING = new Ask("ping", "{}");
    static final Ask LIST = new Ask("tools/list", "{}");
    static final String INITIALIZED = """
            {"jsonrpc":"2.0","method":"notifications/initialized"}""";

    /// @param arguments JSON
    static Ask call(String tool, String arguments) {
        return new Ask("tools/call", "{\"name\":\"" + tool + "\",\"arguments\":" + arguments + "}");
    }

    /// The whole message, in one line without its end.
    String message(long id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }
}
