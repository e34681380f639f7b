package dev.mimo;

import dev.mimo.attach.ServerFile;
import dev.mimo.door.cli.Terminal;
import dev.mimo.door.http.Route;
import dev.mimo.mcp.http.McpHttp;
import dev.mimo.storage.feed.ChangeFeed;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import static org.assertj.core.api.Assertions.assertThat;

/// Whatever a user can set, type or call is described, and what is described exists.
class DocsTest {
    private static final Path ROOT = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.root"), ".."));
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:|#|mailto:)([^)#]+)");
    private static final Pattern SETTING_ROW = Pattern.compile("^\\| `([a-z_]+(?:\\.[a-z0-9_]+)+)` \\| (?:`([^`]+)`)?");

    @Test
    void every_setting_is_described() throws IOException {
        String page = page("docs/settings.md");

        assertThat(SettingsLoader.keys(Settings.class).keySet()).allSatisfy(
                key -> assertThat(page).as("docs/settings.md needs a row for " + key).contains("| `" + key + "` "));
    }

    @Test
    void every_described_setting_exists() throws IOException {
        assertThat(SettingsLoader.keys(Settings.class).keySet()).containsAll(describedDefaults().keySet());
    }

    @Test
    void every_described_default_is_the_default(@TempDir Path home) throws IOException {
        Settings defaults = Settings.defaults(home);
        Map<String, String> described = describedDefaults();
        described.values().removeIf(String::isEmpty);

        assertThat(described).hasSizeGreaterThan(40);
        described.forEach((key, value) -> assertThat(Settings.load(home, Map.of(), Map.of(key, value)))
                .as("docs/settings.md says that %s is %s by default", key, value).isEqualTo(defaults));
    }

    @Test
    void every_route_is_described(@TempDir Path home) throws IOException {
        String page = page("docs/api.md");
        List<Route> routes;
        Settings settings = Settings.defaults(home);
        ServerFile self = new ServerFile(URI.create("http://unbound"), 1, Instant.EPOCH, "0", "token");
        try (Mimo mimo = Mimo.open(settings, Clock.systemUTC());
                ChangeFeed news = HomeFeed.of(() -> settings);
                McpHttp mcp = HttpDoors.mcp(mimo, settings, Clock.systemUTC(), self, news)) {
            routes = HttpDoors.routes(mimo, settings, Clock.systemUTC(), self, mcp);
        }

        assertThat(routes).extracting(Route::path).contains("/v1/recall", "/health", "/docs", "/mcp");
        assertThat(routes).filteredOn(route -> !route.path().startsWith("/docs/")).allSatisfy(route -> assertThat(page)
                .as("docs/api.md needs a row for " + route.path())
                .containsPattern("`" + route.method() + " "
                        + Pattern.quote(route.path()) + "`"));
    }

    @Test
    void every_verb_and_option_is_described() throws IOException {
        String page = page("docs/cli.md");
        WholeProgram program = new WholeProgram(Map.of(), new SignalShutdown());
        CommandLine commands = Main.commandLine(program, Terminal.ofProcess()).commands();

        List<String> missing = new ArrayList<>();
        commands.getSubcommands().forEach((verb, command) -> {
            if (!page.contains("`" + verb)) {
                missing.add("docs/cli.md does not describe the verb " + verb);
            }
            for (OptionSpec option : command.getCommandSpec().options()) {
                if (!page.contains(option.longestName())) {
                    missing.add("docs/cli.md does not describe " + verb + " " + option.longestName());
                }
            }
        });
        assertThat(missing).isEmpty();
    }

    @Test
    void links_between_the_pages_lead_somewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Matcher link = LINK.matcher(Files.readString(page));
            while (link.find()) {
                String target = Objects.requireNonNull(link.group(1));
                if (!Files.exists(page.resolveSibling(target))) {
                    broken.add(ROOT.relativize(page) + " links to " + target + ", which is not there");
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /// By key; empty where the page says it in words.
    private static Map<String, String> describedDefaults() throws IOException {
        Map<String, String> described = new TreeMap<>();
        page("docs/settings.md").lines().map(SETTING_ROW::matcher).filter(Matcher::find)
                .forEach(row -> described.put(Objects.requireNonNull(row.group(1)),
                        Objects.requireNonNullElse(row.group(2), "")));
        return described;
    }

    private static String page(String name) throws IOException {
        return Files.readString(ROOT.resolve(name));
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String directory : List.of(".", "docs", "docs/adr", "mcp")) {
            try (var files = Files.newDirectoryStream(ROOT.resolve(directory), "*.md")) {
                files.forEach(pages::add);
            }
        }
        return pages;
    }
}
