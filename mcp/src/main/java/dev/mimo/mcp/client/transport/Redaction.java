package dev.mimo.mcp.client.transport;

import dev.mimo.json.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Takes secrets out: what is named like one, what is known to be one, and what follows the name of a scheme. Safe for
/// many threads.
public final class Redaction {
    private static final String GONE = "[redacted]";
    /// Shorter ones would take innocent words out as well.
    private static final int KNOWN_CHARS_MIN = 4;
    private static final Pattern SECRET_NAME = Pattern.compile("authoriz|cookie|secret|passw|passphrase|credential"
            + "|api_?key|access_?key|private_?key|signing_?key|bearer|session_?id|assertion|token|dpop"
            + "|^(key|code|pwd|pin|auth)$");
    /// Named like secrets, and none.
    private static final Set<String> INNOCENT =
            Set.of("progresstoken", "tokens", "token_type", "token_endpoint", "x_mcp_header");
    private static final Pattern AFTER_SCHEME =
            // a challenge has parameters there, and no secret
            Pattern.compile("(?i)\\b(bearer|basic|dpop)\\s+(?![a-z_]+=\")[A-Za-z0-9._~+/=-]{8,}");
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private volatile List<String> known = List.of();

    /// @param known texts that are secret wherever they stand
    public Redaction(List<String> known) {
        learn(known);
    }

    /// Takes these out as well from now on.
    public synchronized void learn(List<String> secrets) {
        this.known = Stream.concat(known.stream(), secrets.stream())
                .filter(secret -> secret.length() >= KNOWN_CHARS_MIN).distinct()
                // the longest first, or a part of it would hide the rest
                .sorted(Comparator.comparingInt(String::length).reversed()).toList();
    }

    /// The tree without its secrets; the given one stays as it is.
    public JsonNode of(JsonNode tree) {
        return switch (tree) {
            case ObjectNode object -> {
                ObjectNode clean = Json.object();
                object.properties().forEach(field -> clean.set(text(field.getKey()), field(field)));
                yield clean;
            }
            case ArrayNode array -> {
                ArrayNode clean = Json.array();
                array.forEach(item -> clean.add(of(item)));
                yield clean;
            }
            default -> tree.isString() ? NODES.stringNode(text(tree.stringValue())) : tree;
        };
    }

    private JsonNode field(Map.Entry<String, JsonNode> field) {
        return isSecret(field.getKey()) ? hidden(field.getValue()) : of(field.getValue());
    }

    /// Numbers and truths stay: they are counts and limits of secrets far more often than secrets.
    private JsonNode hidden(JsonNode value) {
        if (value instanceof ArrayNode array) {
            ArrayNode clean = Json.array();
            array.forEach(item -> clean.add(hidden(item)));
            return clean;
        }
        return value.isString() ? NODES.stringNode(GONE) : of(value);
    }

    public Map<String, String> of(Map<String, String> headers) {
        Map<String, String> clean = new LinkedHashMap<>();
        headers.forEach((name, value) -> clean.put(name, isSecret(name) ? GONE : text(value)));
        return clean;
    }

    public String text(String text) {
        String clean = AFTER_SCHEME.matcher(text).replaceAll("$1 " + GONE);
        for (String secret : known) {
            clean = clean.replace(secret, GONE);
        }
        return clean;
    }

    private static boolean isSecret(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replace('-', '_');
        return !INNOCENT.contains(plain) && SECRET_NAME.matcher(plain).find();
    }
}
