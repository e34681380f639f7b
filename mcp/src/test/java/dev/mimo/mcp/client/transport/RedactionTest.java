package dev.mimo.mcp.client.transport;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class RedactionTest {
    private final Redaction redaction = new Redaction(List.of("hunter2!", "hunter2!more", "ab"));

    @Test
    void what_is_named_like_a_secret_is_gone_and_what_only_sounds_like_one_stays() {
        assertThat(redaction.of(json("""
                {"password": "a", "apiKey": "b", "api_key": "c", "client_secret": "d", "accessToken": ["e", "f"],
                 "authorization": {"why": "g", "token": "h"}, "progressToken": "p", "maxTokens": 5, "code": -32601,
                 "tokens": 12, "name": "x"}"""))).isEqualTo(json("""
                {"password": "[redacted]", "apiKey": "[redacted]", "api_key": "[redacted]",
                 "client_secret": "[redacted]", "accessToken": ["[redacted]", "[redacted]"],
                 "authorization": {"why": "g", "token": "[redacted]"}, "progressToken": "p", "maxTokens": 5,
                 "code": -32601, "tokens": 12, "name": "x"}"""));
    }

    @Test
    void a_secret_that_is_known_is_gone_wherever_it_stands() {
        assertThat(redaction.text("user:hunter2!more, hunter2! and ab"))
                .isEqualTo("user:[redacted], [redacted] and ab");
        assertThat(redaction.of(json("{\"hunter2!\": [\"x hunter2!\"]}")))
                .isEqualTo(json("{\"[redacted]\": [\"x [redacted]\"]}"));
    }

    @Test
    void what_follows_the_name_of_a_scheme_is_gone() {
        assertThat(redaction.text("sent Authorization: Bearer abcdef.123456 to it"))
                .isEqualTo("sent Authorization: Bearer [redacted] to it");
    }

    @Test
    void a_challenge_says_what_it_wants_and_its_parameters_stay() {
        String challenge = "Bearer resource_metadata=\"https://a/b\", error=\"invalid_token\"";

        assertThat(redaction.text(challenge)).isEqualTo(challenge);
    }

    @Test
    void what_is_learned_later_is_gone_from_then_on() {
        redaction.learn(List.of("hunter2!more and", "x"));

        assertThat(redaction.text("hunter2!more and more, x")).isEqualTo("[redacted] more, x");
    }

    @Test
    void headers_with_credentials_lose_them() {
        assertThat(redaction.of(Map.of("Authorization", "Bearer x", "Cookie", "a=b", "Mcp-Session-Id", "s",
                "Accept", "text/plain"))).isEqualTo(Map.of("Authorization", "[redacted]", "Cookie", "[redacted]",
                        "Mcp-Session-Id", "[redacted]", "Accept", "text/plain"));
    }

    @Test
    void a_transcript_has_a_line_for_each_message_and_is_its_owners_alone(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("trace.jsonl");
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        try (TranscriptFile transcript = TranscriptFile.begin(file, redaction, clock)) {
            transcript.passed(MessageTrace.Direction.SENT, "POST http://a/mcp", Map.of("Authorization", "Bearer x"),
                    new Message.Notification("n", json("{\"password\": \"p\"}")));
            transcript.passed(MessageTrace.Direction.RECEIVED, "", Map.of(), null);
        }

        assertThat(Files.readAllLines(file)).containsExactly(
                "{\"time\":\"2026-01-02T03:04:05Z\",\"direction\":\"sent\",\"how\":\"POST http://a/mcp\","
                        + "\"headers\":{\"Authorization\":\"[redacted]\"},\"message\":{\"jsonrpc\":\"2.0\","
                        + "\"method\":\"n\",\"params\":{\"password\":\"[redacted]\"}}}",
                "{\"time\":\"2026-01-02T03:04:05Z\",\"direction\":\"received\"}");
        assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
    }

    private static ObjectNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }
}
