package dev.mimo.door.http;

import dev.mimo.TestRecords;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static dev.mimo.door.http.TestDoor.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class HttpServerTest {
    private static final Route HELLO = Route.of("GET", "/hello/{name}", exchange -> exchange.answer(200,
            Json.object().put("hello", exchange.pathValues().get("name"))));
    private static final Route ECHO = Route.of("POST", "/echo", exchange -> exchange.answer(200, exchange.jsonBody()));

    @Test
    void a_request_is_answered_with_headers_that_browsers_obey() {
        try (TestDoor door = TestDoor.open(HELLO)) {
            HttpResponse<String> response = door.get("/hello/a%2Db");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEqualTo("{\"hello\":\"a-b\"}");
            assertThat(response.headers().map()).containsKeys("x-request-id", "content-security-policy")
                    .containsEntry("x-content-type-options", List.of("nosniff"))
                    .containsEntry("content-type", List.of("application/json"))
                    .doesNotContainKeys("server", "access-control-allow-origin");
        }
    }

    @Test
    void head_is_get_without_the_body() {
        try (TestDoor door = TestDoor.open(HELLO)) {
            HttpResponse<String> response = door.send("HEAD", "/hello/x", "");

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Length")).contains("13");
            assertThat(response.body()).isEmpty();
        }
    }

    @Test
    void unknown_paths_and_methods_are_problems() {
        try (TestDoor door = TestDoor.open(HELLO, ECHO)) {
            problem(door.get("/nothing"), 404);
            problem(door.get("/hello/"), 404);
            HttpResponse<String> wrong = door.send("DELETE", "/hello/x", "");
            problem(wrong, 405);
            assertThat(wrong.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void only_json_in_utf_8_is_read() {
        try (TestDoor door = TestDoor.open(ECHO)) {
            for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/jsonp",
                    "application/json; charset=latin1", "multipart/form-data; boundary=x")) {
                problem(door.send("POST", "/echo", "{}", "Content-Type", type), 415);
            }
            problem(door.send("POST", "/echo", "{}"), 415);
            problem(door.send("POST", "/echo", "{}", "Content-Type", "application/json", "Content-Encoding", "gzip"),
                    415);
            assertThat(door.send("POST", "/echo", "{}", "Content-Type", "application/json", "Content-Encoding",
                    "identity").statusCode()).isEqualTo(200);
            for (String type : List.of("application/json", "Application/JSON; charset=\"UTF-8\"")) {
                assertThat(door.send("POST", "/echo", "{}", "Content-Type", type).statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void a_key_opens_and_nothing_like_it_does() {
        HttpSettings settings = HttpSettings.defaults().withKeys(List.of(new ApiKey("right"), new ApiKey("also")));
        Route open = Route.of("GET", "/open", exchange -> exchange.answer(204)).on(Route.Entry.OPEN);
        try (TestDoor door = TestDoor.open(settings, List.of(HELLO, open))) {
            for (String wrong : List.of("Bearer wrong", "Bearer ", "Bearer", "Basic right", "right", "Bearer righ",
                    "Bearer rightx")) {
                HttpResponse<String> response = door.get("/hello/x", "Authorization", wrong);
                problem(response, 401);
                assertThat(response.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
                        value -> assertThat(value).startsWith("Bearer"));
                assertThat(response.body()).doesNotContain("right");
            }
            problem(door.get("/hello/x"), 401);
            problem(door.get("/nothing"), 401);
            problem(door.send("POST", "/hello/x", ""), 401);
            assertThat(door.get("/hello/x", "Authorization", "Bearer right").statusCode()).isEqualTo(200);
            assertThat(door.get("/hello/x", "Authorization", "bearer also").statusCode()).isEqualTo(200);
            assertThat(door.get("/open").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void a_key_is_never_printed() {
        assertThat(HttpSettings.defaults().withKeys(List.of(new ApiKey("canary"))).toString())
                .doesNotContain("canary");
    }

    @Test
    void other_machines_are_not_let_in_without_a_key() {
        for (String host : List.of("0.0.0.0", "::")) {
            assertThatThrownBy(
                    () -> HttpServer.open(TestRecords.with(HttpSettings.defaults(), "port", 0, "host", host), List.of(),
                            (_, _, _, _) -> {}))
                    .hasMessageContaining("no key is set")
                    .isInstanceOfSatisfying(RefusedException.class,
                            refused -> assertThat(refused.refusal().remedy()).contains("127.0.0.1"));
        }
    }

    @Test
    void with_a_key_they_are() {
        HttpSettings settings = TestRecords.with(HttpSettings.defaults(), "host", "0.0.0.0",
                "keys", List.of(new ApiKey("k")));
        try (TestDoor door = TestDoor.open(settings, List.of(HELLO))) {
            assertThat(door.get("/hello/x", "Authorization", "Bearer k").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_taken_port_is_a_refusal_that_says_so() {
        try (TestDoor door = TestDoor.open(HELLO)) {
            HttpSettings same = HttpSettings.defaults().withPort(door.server().port());

            assertThatThrownBy(() -> HttpServer.open(same, List.of(), (_, _, _, _) -> {}))
                    .isInstanceOfSatisfying(RefusedException.class,
                            refused -> assertThat(refused.refusal()).isInstanceOf(Refusal.Conflict.class));
        }
    }

    @Test
    void foreign_pages_are_refused_and_allowed_ones_get_cors() {
        HttpSettings settings = TestRecords.with(HttpSettings.defaults(), "origins",
                List.of("https://app.example"));
        try (TestDoor door = TestDoor.open(settings, List.of(HELLO, ECHO))) {
            HttpResponse<String> foreign = door.get("/hello/x", "Origin", "https://evil.example");
            problem(foreign, 403);
            assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
            problem(door.get("/hello/x", "Origin", "null"), 403);

            HttpResponse<String> known = door.get("/hello/x", "Origin", "https://app.example");
            assertThat(known.statusCode()).isEqualTo(200);
            assertThat(known.headers().firstValue("Access-Control-Allow-Origin")).contains("https://app.example");
        }
    }

    @Test
    void a_preflight_is_answered_for_allowed_pages_without_a_key() {
        HttpSettings settings = TestRecords.with(HttpSettings.defaults(), "keys", List.of(new ApiKey("k")),
                "origins", List.of("https://app.example"));
        try (TestDoor door = TestDoor.open(settings, List.of(HELLO, ECHO))) {
            HttpResponse<String> asked = door.send("OPTIONS", "/echo", "", "Origin", "https://app.example",
                    "Access-Control-Request-Method", "POST");
            assertThat(asked.statusCode()).isEqualTo(204);
            assertThat(asked.headers().firstValue("Access-Control-Allow-Methods")).contains("POST");

            problem(door.send("OPTIONS", "/echo", "", "Origin", "https://evil.example",
                    "Access-Control-Request-Method", "POST"), 403);
        }
    }

    @Test
    void slashes_that_an_address_was_joined_with_are_passed_over() throws IOException {
        try (TestDoor door = TestDoor.open(HELLO, ECHO)) {
            assertThat(door.send("POST", "/echo/", "{}", "Content-Type", "application/json").statusCode())
                    .isEqualTo(200);
            assertThat(door.raw("GET //hello/x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 200");
            TestDoor.problem(door.get("/hello//"), 404);
        }
    }

    @Test
    void a_key_is_not_found_by_trying() {
        HttpSettings guarded = TestRecords.with(TestDoor.limited("wrongKeysPerMinuteMax", 3), "keys",
                List.of(new ApiKey("right")));
        Route open = Route.of("GET", "/open", exchange -> exchange.answer(204)).on(Route.Entry.OPEN);
        try (TestDoor door = TestDoor.open(guarded, List.of(HELLO, open))) {
            assertThat(door.get("/hello/x", "Authorization", "Bearer right").statusCode()).isEqualTo(200);
            for (String path : List.of("/hello/x", "/nothing", "/hello/y")) {
                problem(door.get(path, "Authorization", "Bearer wrong"), 401);
            }

            HttpResponse<String> late = door.get("/hello/x", "Authorization", "Bearer right");
            problem(late, 429);
            assertThat(late.headers().firstValue("Retry-After")).isPresent();
            problem(door.get("/hello/x"), 401);
            assertThat(door.get("/open").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void a_bug_is_answered_with_an_id_and_no_secrets() {
        Route broken = Route.of("GET", "/broken", _ -> {
            throw new IllegalStateException("secret-detail");
        });
        Route silent = Route.of("GET", "/silent", _ -> {});
        try (TestDoor door = TestDoor.open(broken, silent, HELLO)) {
            HttpResponse<String> response = door.get("/broken");
            ObjectNode problem = problem(response, 500);
            assertThat(problem.get("id").stringValue())
                    .isEqualTo(response.headers().firstValue("X-Request-Id").orElseThrow());
            assertThat(response.body()).doesNotContain("secret-detail");
            problem(door.get("/silent"), 500);
            assertThat(door.get("/hello/x").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void every_refusal_has_its_status_and_its_two_sentences() {
        Duration pause = Duration.ofMillis(1500);
        List<Refusal> refusals = List.of(
                new Refusal.Invalid("D.", "R.", List.of(new Refusal.FieldProblem("f", "is wrong"))),
                new Refusal.Unauthenticated("D.", "R."), new Refusal.Denied("D.", "R."),
                new Refusal.NotFound("D.", "R."), new Refusal.Conflict("D.", "R."),
                new Refusal.TooLarge("D.", "R.", List.of()),
                new Refusal.Unsupported("D.", "R."), new Refusal.TooBusy("D.", "R.", pause),
                new Refusal.Unavailable("D.", "R.", pause), new Refusal.TimedOut("D.", "R."));
        Route refusing = Route.of("GET", "/{n}", exchange -> {
            throw new RefusedException(
                    refusals.get(Integer.parseInt(Objects.requireNonNull(exchange.pathValues().get("n")))));
        });
        List<Integer> statuses = List.of(400, 401, 403, 404, 409, 413, 415, 429, 503, 504);
        try (TestDoor door = TestDoor.open(refusing)) {
            for (int i = 0; i < statuses.size(); i++) {
                HttpResponse<String> response = door.get("/" + i);
                ObjectNode problem = problem(response, statuses.get(i));
                assertThat(problem.get("detail").stringValue()).isEqualTo("D.");
                assertThat(problem.get("remedy").stringValue()).isEqualTo("R.");
                boolean busy = statuses.get(i) == 429 || statuses.get(i) == 503;
                assertThat(response.headers().firstValue("Retry-After").orElse("")).isEqualTo(busy ? "2" : "");
            }
            assertThat(problem(door.get("/0"), 400).get("errors").get(0).get("field").stringValue()).isEqualTo("f");
        }
    }

    @Test
    void too_many_at_once_are_told_to_come_back() throws Exception {
        CountDownLatch entered = new CountDownLatch(2);
        CountDownLatch release = new CountDownLatch(1);
        Route slow = Route.of("GET", "/slow", exchange -> {
            entered.countDown();
            await(release);
            exchange.answer(204);
        });
        Route live = Route.of("GET", "/live", exchange -> exchange.answer(204)).on(new Route.Entry(true, false, 0));
        HttpSettings settings = TestDoor.limited("requestsMax", 2, "streamsMax", 1);
        try (TestDoor door = TestDoor.open(settings, List.of(slow, live))) {
            List<CompletableFuture<Integer>> held = List.of(
                    CompletableFuture.supplyAsync(() -> door.get("/slow").statusCode(), Thread::startVirtualThread),
                    CompletableFuture.supplyAsync(() -> door.get("/slow").statusCode(), Thread::startVirtualThread));
            await(entered);

            HttpResponse<String> third = door.get("/slow");
            problem(third, 429);
            assertThat(third.headers().firstValue("Retry-After")).contains("1");
            assertThat(door.get("/live").statusCode()).isEqualTo(204);

            release.countDown();
            for (CompletableFuture<Integer> each : held) {
                assertThat(each.get(10, TimeUnit.SECONDS)).isEqualTo(204);
            }
            assertThat(door.get("/slow").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void an_answer_is_not_waited_for_without_end() {
        CountDownLatch release = new CountDownLatch(1);
        Route stuck = Route.of("GET", "/stuck", exchange -> {
            await(release);
            exchange.answer(200, Json.object());
        });
        HttpSettings hasty = TestDoor.limited("requestTimeout", Duration.ofSeconds(1));
        try (TestDoor door = TestDoor.open(hasty, List.of(stuck, HELLO))) {
            problem(door.get("/stuck"), 504);
            release.countDown();
            assertThat(door.get("/hello/x").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void a_handler_may_think_for_longer_than_a_connection_may_idle() {
        Route thinking = Route.of("GET", "/think", exchange -> {
            CountDownLatch never = new CountDownLatch(1);
            try {
                assertThat(never.await(1_500, TimeUnit.MILLISECONDS)).isFalse();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
            exchange.answer(204);
        });
        HttpSettings hasty = TestDoor.limited("idleTimeout", Duration.ofMillis(500));
        try (TestDoor door = TestDoor.open(hasty, List.of(thinking))) {
            assertThat(door.get("/think").statusCode()).isEqualTo(204);
        }
    }

    @Test
    void stopping_waits_for_the_requests_under_way() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Route slow = Route.of("GET", "/slow", exchange -> {
            entered.countDown();
            await(release);
            exchange.answer(204);
        });
        TestDoor door = TestDoor.open(slow);
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> door.get("/slow").statusCode(),
                Thread::startVirtualThread);
        await(entered);

        CompletableFuture<@Nullable Void> closed =
                CompletableFuture.runAsync(door.server()::close, Thread::startVirtualThread);
        assertThatThrownBy(() -> closed.get(200, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        release.countDown();

        assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(204);
        closed.get(10, TimeUnit.SECONDS);
        door.close();
    }

    @Test
    void the_observer_sees_templates_and_never_paths() throws InterruptedException {
        try (TestDoor door = TestDoor.open(HELLO)) {
            door.get("/hello/secret");
            door.get("/secret");
            door.send("BREW", "/hello/x", "");

            assertThat(door.seen().poll(10, TimeUnit.SECONDS))
                    .isEqualTo(new TestDoor.Seen("GET", "/hello/{name}", 200));
            assertThat(door.seen().poll(10, TimeUnit.SECONDS)).isEqualTo(new TestDoor.Seen("GET", "unmatched", 404));
            assertThat(door.seen().poll(10, TimeUnit.SECONDS)).isEqualTo(new TestDoor.Seen("other", "unmatched", 405));
        }
    }

    @Test
    void query_parameters_are_read_strictly() {
        Route query = Route.of("GET", "/q", exchange -> {
            ObjectNode json = Json.object();
            exchange.parameters().forEach(json::put);
            exchange.answer(200, json);
        });
        try (TestDoor door = TestDoor.open(query)) {
            assertThat(door.get("/q?a=1&b=x+y%20%C3%A9&c").body())
                    .isEqualTo("{\"a\":\"1\",\"b\":\"x y é\",\"c\":\"\"}");
            for (String wrong : List.of("a=1&a=2", "a=%C3%28", "a=%00", "a=" + "%ED%A0%80")) {
                ObjectNode problem = problem(door.get("/q?" + wrong), 400);
                assertThat(problem.get("errors").get(0).get("field").stringValue()).isEqualTo("a");
            }
            problem(door.get("/q?" + "x&".repeat(80)), 400);
        }
    }

    @Test
    void events_arrive_one_by_one_and_end_with_the_handler() {
        Route events = Route.of("GET", "/events", exchange -> {
            try (SseStream stream = exchange.events()) {
                stream.comment("hello\nthere");
                stream.send("tick", "1", "two\nlines");
                stream.send(null, null, "");
            }
        });
        try (TestDoor door = TestDoor.open(events)) {
            HttpResponse<String> response = door.get("/events");

            assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
            assertThat(response.body()).isEqualTo(
                    ": hello there\n\nevent: tick\nid: 1\ndata: two\ndata: lines\n\ndata:\n\n");
        }
    }

    @Test
    void stopping_ends_open_streams() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        Route events = Route.of("GET", "/events", exchange -> {
            try (SseStream stream = exchange.events()) {
                stream.onEnd(ended::countDown);
                stream.send(null, null, "x");
                opened.countDown();
                await(ended);
            }
        });
        TestDoor door = TestDoor.open(events);
        CompletableFuture<HttpResponse<String>> stream = CompletableFuture.supplyAsync(() -> door.get("/events"),
                Thread::startVirtualThread);
        await(opened);

        door.server().close();

        assertThat(stream.get(10, TimeUnit.SECONDS).body()).isEqualTo("data: x\n\n");
        door.close();
    }

    @Test
    void a_body_of_its_own_size_per_route() {
        Route large = Route.of("POST", "/large", exchange -> exchange.answer(200,
                Json.object().put("bytes", exchange.body().length))).on(Route.Entry.withBody(4096));
        HttpSettings settings = TestDoor.limited("bodyBytesMax", 1024, "batchBytesMax", 4096);
        byte[] body = "x".repeat(2000).getBytes(StandardCharsets.UTF_8);
        try (TestDoor door = TestDoor.open(settings, List.of(ECHO, large))) {
            problem(door.post("/echo", body, "application/json"), 413);
            assertThat(door.post("/large", body, "application/json").body()).isEqualTo("{\"bytes\":2000}");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
