package dev.mimo.mcp.http;

import dev.mimo.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The capabilities of a client that a server acts upon, as one bit each: all that an id need say of them.
final class CapabilityBits {
    private static final String[] GROUPS = {"roots", "sampling", "elicitation"};
    private static final String[][] MEMBERS = {{"listChanged"}, {"context", "tools"}, {"form", "url"}};

    private CapabilityBits() {}

    static byte bits(JsonNode capabilities) {
        int bits = 0;
        int bit = 1;
        for (int group = 0; group < GROUPS.length; group++) {
            JsonNode given = capabilities.path(GROUPS[group]);
            bits |= given.isObject() ? bit : 0;
            bit <<= 1;
            for (String member : MEMBERS[group]) {
                JsonNode said = given.path(member);
                boolean has = said.isObject() || (said.isBoolean() && said.booleanValue());
                bits |= has ? bit : 0;
                bit <<= 1;
            }
        }
        return (byte) bits;
    }

    static ObjectNode of(byte bits) {
        ObjectNode capabilities = Json.object();
        int bit = 1;
        for (int group = 0; group < GROUPS.length; group++) {
            boolean has = (bits & bit) != 0;
            ObjectNode given = has ? capabilities.putObject(GROUPS[group]) : Json.object();
            bit <<= 1;
            for (String member : MEMBERS[group]) {
                if ((bits & bit) != 0 && member.equals("listChanged")) {
                    given.put(member, true);
                } else if ((bits & bit) != 0) {
                    given.putObject(member);
                }
                bit <<= 1;
            }
        }
        return capabilities;
    }
}
