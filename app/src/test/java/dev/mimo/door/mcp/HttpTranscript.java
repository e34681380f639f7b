package dev.mimo.door.mcp;

import dev.mimo.door.http.TestDoor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/// What goes over HTTP, as text: `> METHOD`, then `> Header: value` and `> {body}` are sent, lines with `<` are
/// answered, `#` explains. `SESSION` and `LIFE` stand for what is different each time. Run with
/// `-Dgolden.update=true` to write what is answered now, then read the difference.
final class HttpTranscript {
    private static final Pattern LIFE = Pattern.compile("(?m)^id: ([0-9a-f]{8})-");

    private final TestDoor door;
    private String session = "SESSION";
    private String life = "LIFE";

    HttpTranscript(TestDoor door) {
        this.door = door;
    }

    void holds(String name) throws IOException {
        Path file = Path.of("src/test/resources/mcp", name);
        List<String> expected = Files.readAllLines(file);
        List<String> actual = new ArrayList<>();
        List<String> request = new ArrayList<>();
        for (String line : expected) {
            if (line.startsWith(">")) {
                request.add(line.substring(1).strip());
            } else if (!request.isEmpty()) {
                actual.addAll(send(request));
                request.clear();
            }
            if (!line.startsWith("<")) {
                actual.add(line);
            }
        }
        if (!request.isEmpty()) {
            actual.addAll(send(request));
        }
        if (Boolean.getBoolean("golden.update")) {
            Files.write(file, actual);
            return;
        }
        assertThat(actual).containsExactlyElementsOf(expected);
    }

    private List<String> send(List<String> lines) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.put("Accept", "application/json, text/event-stream");
        headers.put("Content-Type", "application/json");
        String body = "";
        for (String line : lines.subList(1, lines.size())) {
            if (line.startsWith("{") || line.startsWith("[")) {
                body = line;
            } else {
                String[] parts = line.split(":", 2);
                headers.put(parts[0], parts[1].strip().replace("SESSION", session).replace("LIFE", life));
            }
        }
        List<String> flat = new ArrayList<>();
        headers.forEach((name, value) -> flat.addAll(List.of(name, value)));
        return told(door.send(lines.getFirst(), "/mcp", body, flat.toArray(String[]::new)));
    }

    private List<String> told(HttpResponse<String> response) {
        response.headers().firstValue("Mcp-Session-Id").ifPresent(id -> session = id);
        Matcher matcher = LIFE.matcher(response.body());
        if (matcher.find()) {
            life = Objects.requireNonNull(matcher.group(1));
        }
        List<String> told = new ArrayList<>();
        told.add("< " + response.statusCode() + response.headers().firstValue("Content-Type")
                .map(type -> " " + type).orElse(""));
        for (String shown : List.of("Mcp-Session-Id", "Allow", "X-Accel-Buffering")) {
            response.headers().firstValue(shown).ifPresent(value -> told.add("< " + shown + ": " + value));
        }
        response.body().lines().map(line -> "< " + line).map(String::stripTrailing).forEach(told::add);
        return told.stream().map(line -> line.replace(session, "SESSION").replace(life, "LIFE")).toList();
    }
}
