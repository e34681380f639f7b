package dev.mimo.mcp.server;

import dev.mimo.TestClock;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.mcp.Message;
import dev.mimo.mcp.MessageCodec;
import dev.mimo.mcp.RequestId;
import dev.mimo.mcp.RpcError;
import dev.mimo.mcp.model.ToolProvider;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

/// An engine with one client, whose messages are written by hand.
final class TestEngine implements AutoCloseable {
    final List<Throwable> faults = new ArrayList<>();
    final TestClock clock = new TestClock(Instant.ofEpochMilli(1_000_000));
    final McpServer server;
    final McpSession session;
    /// What the client got before answers, and unasked.
    final BlockingQueue<Message> got = new LinkedBlockingQueue<>();
    private final AtomicLong ids = new AtomicLong();

    TestEngine(ToolProvider tools) {
        this(tools, new McpServerSettings(64, 1 << 20, 2, 4, Duration.ofSeconds(60)));
    }

    TestEngine(ToolProvider tools, McpServerSettings settings) {
        TestShelf shelf = new TestShelf();
        server = new McpServer(new ServerIdentity("test", "A test", "1", "Be kind."),
                new ServerFeatures(tools, shelf, TestShelf.PROMPTS, shelf), settings, (_, fault) -> {
                    faults.add(fault);
                    return "f" + faults.size();
                }, clock);
        session = server.open();
    }

    /// A stateless request; `%s` of `_meta` is filled in.
    Message.@Nullable Answer stateless(String method, String members, String capabilities) {
        return stateless(method, members, capabilities, "");
    }

    Message.@Nullable Answer stateless(String method, String members, String capabilities, String caller) {
        return begin(method, members, capabilities, caller).complete();
    }

    /// A stateless request that was taken up and not run yet.
    RequestExchange begin(String method, String members, String capabilities, String caller) {
        String meta = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                + "\"io.modelcontextprotocol/clientCapabilities\":" + capabilities + "}";
        ObjectNode params = json("{" + members + (members.isEmpty() ? "" : ",") + meta + "}");
        return server.begin(session, request(method, params), new RequestInfo(caller, false), got::add);
    }

    /// A request in the session's era.
    Message.@Nullable Answer stateful(String method, String params) {
        return server.begin(session, request(method, json(params)), RequestInfo.LOCAL, got::add).complete();
    }

    RequestExchange beginStateful(String method, String params) {
        return server.begin(session, request(method, json(params)), RequestInfo.LOCAL, got::add);
    }

    /// The handshake, with these capabilities of the client.
    void shake(String version, String capabilities) {
        stateful("initialize", "{\"protocolVersion\":\"" + version + "\",\"capabilities\":" + capabilities + "}");
        server.notified(session, new Message.Notification("notifications/initialized", json("{}")));
    }

    private Message.Request request(String method, ObjectNode params) {
        return new Message.Request(new RequestId.Whole(ids.incrementAndGet()), method, params);
    }

    /// The next message that came before an answer or unasked; fails when none comes.
    Message next() throws InterruptedException {
        Message message = got.poll(10, TimeUnit.SECONDS);
        return Objects.requireNonNull(message, "no message came");
    }

    static ObjectNode json(String text) {
        return Json.parseObject(text, JsonLimits.defaults());
    }

    static ObjectNode result(Message.@Nullable Answer answer) {
        return assertThat(answer).asInstanceOf(type(Message.Result.class)).actual().result();
    }

    static RpcError error(Message.@Nullable Answer answer) {
        return assertThat(answer).asInstanceOf(type(Message.Failure.class)).actual().error();
    }

    static String text(Message.@Nullable Answer answer) {
        return result(answer).path("content").path(0).path("text").asString("");
    }

    static String line(Message message) {
        return new String(new MessageCodec(64).encode(message), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.close();
        session.close();
    }
}
