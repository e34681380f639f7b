package dev.mimo.door.mcp;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A user with a browser, who logs in and consents wherever an address leads.
final class BrowserUser {
    private static final int PAGES_MAX = 10;
    private static final Pattern FORM = Pattern.compile("(?s)<form[^>]* action=\"([^\"]+)\".*?</form>");
    private static final Pattern PROMPT = Pattern.compile("name=\"prompt\" value=\"([a-z]+)\"");

    private BrowserUser() {}

    static void open(URI address) {
        try (HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS).build()) {
            HttpResponse<String> page = client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
            for (int pages = 0; pages < PAGES_MAX; pages++) {
                Matcher form = FORM.matcher(page.body());
                if (!form.find()) {
                    return;
                }
                Matcher prompt = PROMPT.matcher(Objects.requireNonNull(form.group()));
                String asked = prompt.find() ? Objects.requireNonNull(prompt.group(1)) : "";
                page = client.send(HttpRequest.newBuilder(page.uri().resolve(Objects.requireNonNull(form.group(1))))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("prompt=" + asked + "&login=ana&password=x")).build(),
                        BodyHandlers.ofString());
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
