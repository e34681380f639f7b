package dev.mimo.skills.catalog;

import dev.mimo.skills.catalog.SkillLaunch.Endpoint;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One entry of a client's configuration, in the words of any of them. What a client says only to itself is passed
/// over; Mimo's own wishes stand in a member `mimo`, where no other client looks.
final class SkillEntryReader {
    /// Above this a number without a unit is meant in milliseconds: no client waits that many seconds by default.
    private static final long SECONDS_MAX = 1000;

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6}) ?([KMG])(?:i?B)?", Pattern.CASE_INSENSITIVE);

    private final String name;
    private final ObjectNode entry;
    private final ObjectNode own;

    private SkillEntryReader(String name, ObjectNode entry) {
        this.name = name;
        this.entry = entry;
        this.own = entry.path("mimo") instanceof ObjectNode object ? object : entry.objectNode();
    }

    /// @throws IllegalArgumentException in a sentence that says what is wrong and what to do
    static SkillDefinition read(String name, JsonNode entry) {
        if (!(entry instanceof ObjectNode object)) {
            throw new IllegalArgumentException("It is no object; write { \"command\": … } or { \"url\": … }.");
        }
        return new SkillEntryReader(name, object).read();
    }

    private SkillDefinition read() {
        return new SkillDefinition(name, launch(), options(), enabled());
    }

    private SkillLaunch launch() {
        JsonNode command = entry.path("command");
        String url = firstText("url", "httpUrl", "serverUrl", "uri");
        if (!command.isMissingNode() && url != null) {
            throw new IllegalArgumentException("It has a command and a URL; keep one of them.");
        }
        if (url != null) {
            return new Endpoint(url, headers(), protocol());
        }
        return program(command);
    }

    private SkillLaunch program(JsonNode command) {
        List<String> words = new ArrayList<>();
        Map<String, String> environment = new LinkedHashMap<>();
        switch (command) {
            case ArrayNode all -> words.addAll(texts(all, "command"));
            case ObjectNode nested -> {
                words.add(text(nested.path("path"), "command.path"));
                words.addAll(texts(nested.path("args"), "command.args"));
                environment.putAll(map(nested.path("env"), "command.env"));
            }
            case JsonNode node when node.isString() -> words.add(node.stringValue());
            default -> throw new IllegalArgumentException("It has neither a command nor a URL; write one of them.");
        }
        words.addAll(texts(entry.path("args"), "args"));
        environment.putAll(map(entry.path("env"), "env"));
        environment.putAll(map(entry.path("environment"), "environment"));
        environment.putAll(map(entry.path("envs"), "envs"));
        if (words.isEmpty() || words.getFirst().isBlank()) {
            throw new IllegalArgumentException("Its command is empty; write the name of a program.");
        }
        return new SkillLaunch.Program(words, environment, texts(entry.path("env_vars"), "env_vars"),
                firstText("envFile"), firstText("cwd"));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.putAll(map(entry.path("headers"), "headers"));
        headers.putAll(map(entry.path("http_headers"), "http_headers"));
        map(entry.path("env_http_headers"), "env_http_headers")
                .forEach((header, variable) -> headers.put(header, "${" + variable + "}"));
        String token = firstText("bearer_token_env_var");
        if (token != null) {
            headers.put("Authorization", "Bearer ${" + token + "}");
        }
        return headers;
    }

    private Endpoint.@Nullable Protocol protocol() {
        String type = firstText("type", "transport", "transportType");
        if (type == null) {
            return null;
        }
        return switch (type.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "")) {
            case "sse" -> Endpoint.Protocol.LEGACY_SSE;
            case "http", "streamablehttp" -> Endpoint.Protocol.STREAMABLE_HTTP;
            case "remote" -> null;
            default -> throw new IllegalArgumentException("Its type '" + type
                    + "' is not spoken here; write http or sse beside a url.");
        };
    }

    private boolean enabled() {
        return flag(entry, "enabled", true) && !flag(entry, "disabled", false);
    }

    private SkillOptions options() {
        Set<String> only = new TreeSet<>(texts(entry.path("includeTools"), "includeTools"));
        only.addAll(texts(entry.path("enabled_tools"), "enabled_tools"));
        Set<String> without = new TreeSet<>(texts(entry.path("excludeTools"), "excludeTools"));
        without.addAll(texts(entry.path("disabled_tools"), "disabled_tools"));
        String memory = own.path("memory_max").asString("");
        return new SkillOptions(
                firstDuration(entry, "startup_timeout_sec", "startup_timeout_ms"),
                firstDuration(entry, "tool_timeout_sec", "timeout"),
                firstDuration(own, "idle_stop"), firstDuration(own, "lifetime"), flag(own, "per_client", false),
                memory.isEmpty() ? null : bytes(memory),
                own.path("sandbox").asString(""), only, without, flag(own, "any_command", false));
    }

    private @Nullable String firstText(String... fields) {
        for (String field : fields) {
            JsonNode value = entry.path(field);
            if (!value.isMissingNode() && !value.isNull()) {
                return text(value, field);
            }
        }
        return null;
    }

    private static boolean flag(ObjectNode in, String field, boolean otherwise) {
        JsonNode value = in.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new IllegalArgumentException("Its '" + field + "' is neither true nor false.");
        }
        return value.booleanValue();
    }

    private static @Nullable Duration firstDuration(ObjectNode in, String... fields) {
        for (String field : fields) {
            JsonNode value = in.path(field);
            if (value.isNumber()) {
                double number = value.doubleValue();
                boolean millis = field.endsWith("_ms") || (!field.endsWith("_sec") && number >= SECONDS_MAX);
                return Duration.ofMillis(Math.round(millis ? number : 1000 * number));
            }
            if (value.isString()) {
                return duration(field, value.stringValue());
            }
        }
        return null;
    }

    /// Such as `30s`, `5m`, `2h` and `PT30S`.
    private static Duration duration(String field, String text) {
        try {
            String iso = text.toUpperCase(Locale.ROOT);
            return Duration.parse(iso.startsWith("P") ? iso : "PT" + iso);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("Its '" + field + "' is no time; write it as 30s, 5m or 2h.", e);
        }
    }

    /// Such as `512M`, `2 GiB`; always in powers of 1,024.
    private static long bytes(String text) {
        Matcher size = SIZE.matcher(text);
        if (!size.matches()) {
            throw new IllegalArgumentException("Its 'memory_max' is no size; write it as 512M or 2G.");
        }
        int power = "KMG".indexOf(Character.toUpperCase(text.charAt(size.start(2)))) + 1;
        return Long.parseLong(text.substring(0, size.end(1))) << (10 * power);
    }

    private static String text(JsonNode value, String field) {
        if (!value.isString()) {
            throw new IllegalArgumentException("Its '" + field + "' is no text.");
        }
        return value.stringValue();
    }

    /// Numbers stand for themselves: people write ports without quotes.
    private static List<String> texts(JsonNode list, String field) {
        if (list.isMissingNode() || list.isNull()) {
            return List.of();
        }
        if (!(list instanceof ArrayNode array)) {
            throw new IllegalArgumentException("Its '" + field + "' is no list.");
        }
        return array.valueStream().map(item -> plain(item, field)).toList();
    }

    private static Map<String, String> map(JsonNode object, String field) {
        Map<String, String> map = new LinkedHashMap<>();
        if (object.isMissingNode() || object.isNull()) {
            return map;
        }
        if (!(object instanceof ObjectNode fields)) {
            throw new IllegalArgumentException("Its '" + field + "' is no object of texts.");
        }
        fields.properties().forEach(each -> {
            if (!each.getValue().isNull()) {
                map.put(each.getKey(), plain(each.getValue(), field + "." + each.getKey()));
            }
        });
        return map;
    }

    private static String plain(JsonNode value, String field) {
        if (!value.isString() && !value.isNumber() && !value.isBoolean()) {
            throw new IllegalArgumentException("Its '" + field + "' is no text.");
        }
        return value.asString();
    }
}
