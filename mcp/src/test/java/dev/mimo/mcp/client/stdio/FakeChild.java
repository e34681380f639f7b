package dev.mimo.mcp.client.stdio;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A server as a program, in one of several moods; run by tests as a process of its own.
final class FakeChild {
    private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
    private static final Pattern METHOD = Pattern.compile("\"method\":\"([^\"]+)\"");

    private final String mood;

    private FakeChild(String mood) {
        this.mood = mood;
    }

    public static void main(String[] arguments) throws Exception {
        System.err.println("in the mood " + arguments[0]);
        new FakeChild(arguments[0]).run();
    }

    private void run() throws IOException, InterruptedException {
        if (mood.equals("family")) {
            new ProcessBuilder("sleep", "600").inheritIO().start();
        }
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line;
        while ((line = in.readLine()) != null) {
            Matcher id = ID.matcher(line);
            Matcher method = METHOD.matcher(line);
            if (id.find() && method.find()) {
                answer(Objects.requireNonNull(id.group(1)), Objects.requireNonNull(method.group(1)));
            } else if (line.contains("notifications/cancelled")) {
                say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\","
                        + "\"data\":\"cancelled\"}}");
            }
        }
        while (mood.equals("stubborn")) {
            Thread.sleep(1000);
        }
    }

    private void answer(String id, String method) throws IOException {
        switch (method) {
            case "server/discover" -> discover(id);
            case "initialize" -> result(id, "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"tools\":{}},"
                    + "\"serverInfo\":{\"name\":\"" + mood + "\",\"version\":\"1\"}}");
            case "ping" -> result(id, "{}");
            case "die" -> {
                System.err.println("I am gone");
                System.exit(3);
            }
            case "garbled" -> say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":{\"a\":}}");
            case "renamed" -> say("{\"jsonrpc\":\"2.0\",\"id\":\"" + id + "\",\"result\":{}}");
            case "renumbered" -> say("{\"jsonrpc\":\"2.0\",\"id\":" + id + "000,\"result\":{}}");
            case "nameless" -> say("{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,"
                    + "\"message\":\"no idea\"}}");
            case "flood" -> say("x".repeat(200_000));
            case "tools/call" -> {
                System.out.println("this line is no message");
                result(id, "{\"content\":[{\"type\":\"text\",\"text\":\"" + System.getenv("GIVEN") + " "
                        + System.getenv("HIDDEN") + "\"}]}");
            }
            default -> {
                // never answered
            }
        }
    }

    private void discover(String id) {
        switch (mood) {
            case "modern" -> result(id, "{\"resultType\":\"complete\",\"supportedVersions\":[\"2026-07-28\"],"
                    + "\"capabilities\":{},\"ttlMs\":0,\"cacheScope\":\"public\"}");
            case "touchy" -> System.exit(1);
            case "mute" -> {
                // old servers that know no such method may say nothing at all
            }
            default -> say("{\"jsonrpc\":\"2.0\",\"id\":" + id
                    + ",\"error\":{\"code\":-32601,\"message\":\"Method not found\"}}");
        }
    }

    private void result(String id, String result) {
        say("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + result + "}");
    }

    private void say(String line) {
        if (mood.equals("marked")) {
            System.out.writeBytes(new byte[]{(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
        }
        System.out.println(line);
        System.out.flush();
    }
}
