package dev.mimo;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static java.net.URLEncoder.encode;
import static org.assertj.core.api.Assertions.assertThat;

/// Every form in which JSON can write a number, at every door that reads one: it means the same at each, and what is
/// out of bounds is refused by its field, never a bug.
@SuppressWarnings("NullAway.Init") // set before each test
class NumberFormsTest {
    @TempDir
    Path home;
    private TestMimo mimo;
    private URI address;
    private HttpClient http;

    @BeforeEach
    void open() {
        mimo = TestMimo.open(home);
        address = mimo.listen();
        http = HttpClient.newHttpClient();
    }

    @AfterEach
    void close() {
        http.close();
        mimo.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "5.0", "5.000000000000000000000", "5e0", "5E+0", "50e-1", "0.5e1", "500E-2", "200"})
    void a_whole_number_within_its_bounds_is_taken_however_it_is_written(String number) throws Exception {
        assertThat(body(number).statusCode()).isEqualTo(200);
        assertThat(query(number).statusCode()).isEqualTo(200);
        assertThat(tool(number).path("result").path("isError").asBoolean(false)).isFalse();
        assertThat(tool(number).has("result")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1e20", "-1e20", "1E+20", "100000000000000000000", "-100000000000000000000", "1e308", "1e-308",
                    "5e-324", "1e-400", "9223372036854775807", "9223372036854775808", "-9223372036854775809",
                    "1.8446744073709552e19",
                    "2147483648", "0", "-0", "-0.0", "0.0", "5.5", "201", "1e400", "-1e400",
                    "123456789012345678901234567890.5"})
    void a_whole_number_out_of_its_bounds_is_refused_by_its_field(String number) throws Exception {
        assertRefused(body(number));
        assertRefused(query(number));
        JsonNode answer = tool(number);
        boolean refused = answer.has("error")
                ? answer.path("error").path("code").asInt() > -32603
                : answer.path("result").path("isError").asBoolean(false);
        assertThat(refused).as(answer.toString()).isTrue();
        assertThat(answer.toString()).doesNotContain("Exception").contains("limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+5", "05", "5.", ".5e1", "0x5", "5d", "NaN", "Infinity", "five", "5 ", " 5", "5,0"})
    void what_json_does_not_call_a_number_is_none_in_an_address(String text) throws Exception {
        assertRefused(query(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e20", "100000000000000000000", "9223372036854775808", "-0.0", "5.0", "1e-308"})
    void a_number_that_is_kept_comes_back_as_the_same(String number) throws Exception {
        HttpResponse<String> stored =
                post("/v1/memories", "{\"content\":\"n " + number + "\",\"metadata\":{\"n\":" + number
                        + "}}");
        assertThat(stored.statusCode()).as(stored.body()).isEqualTo(201);
        String id = json(stored.body()).path("receipt").path("id").asString();

        JsonNode kept = json(get("/v1/memories/" + id).body()).path("memory").path("metadata").path("n");
        assertThat(kept.doubleValue()).isEqualTo(Double.parseDouble(number));
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(json(answer.body()).path("errors").path(0).path("field").asString()).isEqualTo("limit");
    }

    private HttpResponse<String> body(String number) throws Exception {
        return post("/v1/recall", "{\"query\":\"q\",\"limit\":" + number + "}");
    }

    private HttpResponse<String> query(String number) throws Exception {
        return get("/v1/memories?limit=" + encode(number, StandardCharsets.UTF_8));
    }

    private JsonNode tool(String number) throws Exception {
        String session = mcp("", "initialize", "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"t\",\"version\":\"1\"}}").headers().firstValue("Mcp-Session-Id")
                .orElseThrow();
        return json(mcp(session, "tools/call", "{\"name\":\"recall\",\"arguments\":{\"query\":\"q\",\"limit\":" + number
                + "}}").body());
    }

    private HttpResponse<String> mcp(String session, String method, String params) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/mcp"))
                .header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":"
                        + params + "}"));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-11-25");
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(address.resolve(path)).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(address.resolve(path)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }
}
