package dev.mimo.mcp;

import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Texts that are, or nearly are, messages.
public final class JsonTexts {
    private static final List<String> METHODS = List.of("ping", "initialize", "tools/list", "tools/call",
            "server/discover", "notifications/cancelled", "notifications/initialized", "no/such", "");

    private JsonTexts() {}

    /// Ids of every type, most of them wrong.
    public static Arbitrary<String> ids() {
        return Arbitraries.oneOf(Arbitraries.longs().map(String::valueOf),
                Arbitraries.strings().alpha().ofMaxLength(8).map(text -> "\"" + text + "\""),
                Arbitraries.of("null", "true", "1.5", "1e2", "99999999999999999999", "-0", "{}", "[]", "[1]",
                        "\"\\u0000\"",
                        "\"\\ud800\"", "1e999"));
    }

    /// JSON of any shape, at most so deep.
    public static Arbitrary<String> values(int depth) {
        Arbitrary<String> leaves = Arbitraries.oneOf(ids(), Arbitraries.of("1" + "0".repeat(400), "-1e-400", "\"é\\n\"",
                "\"_meta\"", "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                        + "\"io.modelcontextprotocol/clientCapabilities\":{}}}"));
        if (depth == 0) {
            return leaves;
        }
        Arbitrary<String> inner = values(depth - 1);
        Arbitrary<String> name = Arbitraries.strings().alpha().ofMaxLength(2);
        Arbitrary<String> member = choices -> "\"" + name.draw(choices) + "\":" + inner.draw(choices);
        return Arbitraries.oneOf(leaves, inner.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
                member.list().ofMaxSize(3).map(list -> "{" + String.join(",", list) + "}"));
    }

    /// Whole messages, right and wrong.
    public static Arbitrary<String> messages() {
        Arbitrary<String> versions = Arbitraries.of("\"2.0\"", "\"2.0\"", "\"2.0\"", "2.0", "\"1.0\"");
        Arbitrary<String> ids = ids();
        Arbitrary<String> methods = Arbitraries.of(METHODS);
        Arbitrary<String> values = values(3);
        return choices -> {
            int which = choices.index(32);
            String id = ids.draw(choices);
            String params = values.draw(choices);
            List<String> members = new ArrayList<>(List.of("\"jsonrpc\":" + versions.draw(choices)));
            add(members, (which & 1) == 0, "\"id\":" + id);
            add(members, (which & 2) == 0, "\"method\":\"" + methods.draw(choices) + "\"");
            add(members, (which & 4) == 0, "\"params\":" + params);
            add(members, (which & 24) == 24, "\"result\":" + params);
            add(members, (which & 24) == 16, "\"id\":" + id);
            return "{" + String.join(",", members) + "}";
        };
    }

    /// Messages, batches, and what is left of them when bytes are lost, doubled or replaced.
    public static Arbitrary<byte[]> wires() {
        Arbitrary<String> texts = Arbitraries.oneOf(messages(), messages().list().ofMaxSize(4)
                .map(list -> "[" + String.join(",", list) + "]"), values(2), Arbitraries.strings().ofMaxLength(30));
        return choices -> damaged(texts.draw(choices), choices.index(10), choices.index(201),
                Arbitraries.bytes().draw(choices));
    }

    private static byte[] damaged(String text, int how, int at, byte with) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (at >= bytes.length || how > 2) {
            return bytes;
        }
        return switch (how) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                bytes[at] = with;
                yield bytes;
            }
            default -> Arrays.copyOfRange(bytes, at, bytes.length);
        };
    }

    private static void add(List<String> members, boolean wanted, String member) {
        if (wanted) {
            members.add(member);
        }
    }
}
