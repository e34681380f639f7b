package dev.mimo.mcp.http;

import dev.mimo.mcp.HeaderKeyword;
import dev.mimo.mcp.McpHeaders;
import dev.mimo.mcp.RpcException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks the headers that a tool's input schema asks for with `x-mcp-header`: an argument that is so marked is
/// repeated in `Mcp-Param-…`. Only marks that are reached through `properties` count, on strings, integers and
/// booleans; others bind nobody.
record ToolHeaders(HttpCall call) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,40})?");
    private static final int DEPTH_MAX = 16;

    /// @param schema of the tool's input
    /// @param arguments as given; missing when there are none
    /// @throws RpcException when a header and its argument disagree
    static void check(HttpCall call, ObjectNode schema, JsonNode arguments) {
        new ToolHeaders(call).check(schema, arguments, 1);
    }

    private void check(JsonNode schema, JsonNode value, int depth) {
        if (depth > DEPTH_MAX || !(schema.get("properties") instanceof ObjectNode properties)) {
            return;
        }
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            JsonNode inner = value.path(property.getKey());
            JsonNode mark = property.getValue().path(HeaderKeyword.KEYWORD);
            if (HeaderKeyword.isName(mark) && HeaderKeyword.isBindable(property.getValue())) {
                compare(McpHeaders.PARAM_PREFIX + mark.stringValue(), inner);
            }
            check(property.getValue(), inner, depth + 1);
        }
    }

    private void compare(String header, JsonNode argument) {
        if (argument.isMissingNode() || argument.isNull()) {
            if (call.header(header) != null) {
                throw HeaderValue.mismatch("the header " + header + " is given, its argument is not.");
            }
            return;
        }
        if (argument.isContainer()) {
            // no header can say this, and the tool's schema refuses it
            return;
        }
        String value = HeaderValue.of(call, header);
        boolean same = argument.isNumber()
                ? NUMBER.matcher(value).matches() && new BigDecimal(value).compareTo(argument.decimalValue()) == 0
                : value.equals(argument.asString());
        if (!same) {
            throw HeaderValue.differs(header, value, argument.asString());
        }
    }
}
