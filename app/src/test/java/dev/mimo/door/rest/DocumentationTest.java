package dev.mimo.door.rest;

import dev.mimo.call.Operation;
import dev.mimo.call.RecordingClient;
import dev.mimo.door.http.ApiKey;
import dev.mimo.door.http.HttpLimits;
import dev.mimo.door.http.HttpSettings;
import dev.mimo.door.http.Route;
import dev.mimo.door.http.TestDoor;
import dev.mimo.door.operations.OperationsRoutes;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.telemetry.HealthBoard;
import dev.mimo.telemetry.MetricsRegistry;
import dev.mimo.telemetry.ResourceMonitor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentationTest {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");

    private final MetricsRegistry meters = new MetricsRegistry();
    private final List<Route> routes = routes(meters);
    private final TestDoor door = TestDoor.open(
            HttpSettings.defaults().withKeys(List.of(new ApiKey("k"))), routes);

    @AfterEach
    void close() {
        door.close();
        meters.close();
    }

    @Test
    void each_route_is_described_and_nothing_else_is() {
        Set<String> described = new TreeSet<>();
        openapi().get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .map(Map.Entry::getKey).filter(METHODS::contains)
                .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));

        assertThat(described).isEqualTo(served());
    }

    @Test
    void each_value_of_a_path_is_described() {
        openapi().get("paths").properties().forEach(path -> {
            Matcher names = Pattern.compile("\\{([a-z_]+)}").matcher(path.getKey());
            while (names.find()) {
                assertThat(Json.text(path.getValue())).contains("\"name\":\"" + names.group(1) + "\",\"in\":\"path\"");
            }
        });
    }

    @Test
    void every_reference_leads_somewhere_and_no_part_is_left_over() {
        ObjectNode api = openapi();
        Set<String> used = new TreeSet<>();
        for (JsonNode reference : api.findValues("$ref")) {
            String pointer = reference.stringValue();
            assertThat(pointer).startsWith("#/");
            assertThat(api.at(pointer.substring(1)).isMissingNode()).as(pointer).isFalse();
            used.add(pointer);
        }
        for (String kind : List.of("schemas", "responses")) {
            api.at("/components/" + kind).propertyNames()
                    .forEach(name -> assertThat(used).contains("#/components/" + kind + "/" + name));
        }
    }

    @Test
    void every_operation_has_a_name_of_its_own_an_answer_and_a_refusal() {
        List<String> ids = openapi().findValues("operationId").stream().map(JsonNode::stringValue).toList();
        assertThat(ids).doesNotHaveDuplicates().hasSameSizeAs(served());
        openapi().get("paths").properties().forEach(path -> path.getValue().properties().stream()
                .filter(each -> METHODS.contains(each.getKey())).forEach(operation -> {
                    JsonNode responses = operation.getValue().get("responses");
                    assertThat(responses.has("200")).as(path.getKey()).isTrue();
                    assertThat(responses.has("403")).as(path.getKey()).isTrue();
                }));
    }

    @Test
    void the_page_needs_no_key_and_runs_nothing_from_elsewhere() {
        HttpResponse<String> page = door.get("/docs");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(
                policy -> assertThat(policy).contains("script-src 'self'").doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("://", "<style", "onclick").doesNotContainPattern("<script>");
        for (String part : List.of("/docs/docs.css", "/docs/docs.js")) {
            assertThat(page.body()).contains(part);
            assertThat(door.get(part).statusCode()).isEqualTo(200);
            assertThat(door.get(part).body()).doesNotContain("://", "innerHTML");
        }
    }

    @Test
    void a_browser_at_the_root_is_led_to_the_page() {
        HttpResponse<String> answer = door.get("/", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/docs");
        TestDoor.problem(door.get("/", "Accept", "*/*"), 401);
        TestDoor.problem(door.get("/docx", "Accept", "text/html"), 401);
    }

    @Test
    void a_program_at_the_root_is_told_of_the_page() {
        ObjectNode problem = TestDoor.problem(door.get("/", "Authorization", "Bearer k"), 404);

        assertThat(problem.path("remedy").stringValue()).contains("/docs", "/openapi.json");
    }

    @Test
    void the_written_page_names_each_route_and_each_problem() throws IOException {
        String written = Files.readString(
                Path.of(Objects.requireNonNullElse(System.getProperty("mimo.root"), ".."), "docs", "api.md"));

        for (String route : served()) {
            assertThat(written).contains("`" + route + "`");
        }
        openapi().at("/components/responses").properties().forEach(response -> assertThat(written).contains(
                response.getValue().at("/content/application~1problem+json/example/type").stringValue()));
    }

    private Set<String> served() {
        Set<String> served = new TreeSet<>();
        routes.stream().filter(route -> !route.path().startsWith("/docs/"))
                .forEach(route -> served.add(route.method() + " " + route.path()));
        return served;
    }

    private ObjectNode openapi() {
        return Json.parseObject(door.get("/openapi.json").body(), JsonLimits.defaults());
    }

    private static List<Route> routes(MetricsRegistry meters) {
        List<Operation<?>> operations = OperationRoutesTest.OPERATIONS;
        List<Route> all = new ArrayList<>(OperationRoutes.of(operations, new RecordingClient(), HttpLimits.defaults()));
        all.addAll(DocumentationRoutes.all(operations));
        all.addAll(new OperationsRoutes(new HealthBoard(), meters, new ResourceMonitor(meters), Clock.systemUTC(),
                new OperationsRoutes.ServerIdentity(Instant.EPOCH, "0", "Mimo-Challenge", said -> said)).routes());
        return all;
    }
}
