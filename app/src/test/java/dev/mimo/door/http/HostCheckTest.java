package dev.mimo.door.http;

import dev.mimo.TestRecords;
import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import dev.mimo.refusal.Refusal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class HostCheckTest {
    private final HostCheck local = check(HttpSettings.defaults());

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:4000", "127.0.0.1", "localhost", "localhost:4000", "LOCALHOST:1", "[::1]",
            "[::1]:4000"})
    void the_names_of_this_machine_are_ours(String host) {
        assertThat(local.check(List.of(host), List.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost.evil.example", "evil.example", "127.0.0.1.evil.example", "localhost.",
            "evil.example:4000", "localhost:4000:1", "localhost:0", "localhost:65536", "localhost:", "localhost:x",
            "127.0.0.1@evil.example", "evil.example#localhost", " localhost", "localhost/", "127.0.0.2", "0.0.0.0",
            "[::2]", "[::1", "::1", "10.0.0.5", "2130706433", "0x7f000001", "127.1", "lоcalhost",
            ""})
    void every_other_name_is_foreign(String host) {
        assertThat(local.check(List.of(host), List.of())).isInstanceOf(Refusal.Denied.class);
    }

    @Test
    void who_is_kept_out_learns_which_setting_lets_it_in() {
        assertThat(Objects.requireNonNull(local.check(List.of("evil.example"), List.of())).remedy())
                .contains("http.hosts");
        assertThat(Objects.requireNonNull(local.check(List.of("localhost"), List.of("https://evil.example"))).remedy())
                .contains("http.origins");
    }

    @Test
    void none_or_two_host_headers_are_foreign() {
        assertThat(local.check(List.of(), List.of())).isInstanceOf(Refusal.Denied.class);
        assertThat(local.check(List.of("localhost", "localhost"), List.of())).isInstanceOf(Refusal.Denied.class);
    }

    @ParameterizedTest
    @CsvSource({"localhost:4000, http://localhost:4000", "localhost:4000, http://127.0.0.1:4000",
            "127.0.0.1:4000, http://[::1]:4000", "localhost, http://localhost", "localhost, http://localhost:80",
            "localhost, https://localhost", "localhost:443, https://localhost",
            "LOCALHOST:4000, HTTP://localhost:4000"})
    void our_own_pages_may_call(String host, String origin) {
        assertThat(local.check(List.of(host), List.of(origin))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "http://evil.example", "http://evil.example:4000", "http://localhost:5173",
            "http://localhost", "http://localhost.evil.example:4000", "https://localhost.evil.example",
            "http://localhost:4000.evil.example", "http://user@localhost:4000", "http://localhost:4000/",
            "file://", "chrome-extension://abcdef", "ftp://localhost:4000", "localhost:4000", "://localhost:4000",
            ""})
    void pages_of_others_may_not(String origin) {
        assertThat(local.check(List.of("localhost:4000"), List.of(origin))).isInstanceOf(Refusal.Denied.class);
    }

    @Test
    void two_origins_are_one_too_many() {
        assertThat(local.check(List.of("localhost:4000"), List.of("http://localhost:4000", "http://localhost:4000")))
                .isInstanceOf(Refusal.Denied.class);
    }

    @Test
    void configured_names_and_origins_are_let_in_exactly() {
        HostCheck proxied = check(TestRecords.with(HttpSettings.defaults(),
                "hosts", List.of("mimo.example.com", "other.example:8443"),
                "origins", List.of("https://app.example.com", "vscode-webview://panel")));

        assertThat(proxied.check(List.of("mimo.example.com"), List.of("https://mimo.example.com"))).isNull();
        assertThat(proxied.check(List.of("Mimo.Example.com:444"), List.of())).isNull();
        assertThat(proxied.check(List.of("other.example:8443"), List.of())).isNull();
        assertThat(proxied.check(List.of("other.example:8444"), List.of())).isNotNull();
        assertThat(proxied.check(List.of("sub.mimo.example.com"), List.of())).isNotNull();
        assertThat(proxied.check(List.of("localhost"), List.of("https://app.example.com"))).isNull();
        assertThat(proxied.check(List.of("localhost"), List.of("vscode-webview://panel"))).isNull();
        assertThat(proxied.check(List.of("localhost"), List.of("https://app.example.com:444"))).isNotNull();
        assertThat(proxied.check(List.of("localhost"), List.of("http://app.example.com"))).isNotNull();
    }

    @Test
    void a_door_on_every_address_takes_addresses_but_no_names() throws UnknownHostException {
        HostCheck open = new HostCheck(TestRecords.with(HttpSettings.defaults(), "host", "0.0.0.0"),
                InetAddress.getByName("0.0.0.0"));

        assertThat(open.check(List.of("192.168.1.7:4000"), List.of())).isNull();
        assertThat(open.check(List.of("[fe80::1]:4000"), List.of())).isNull();
        assertThat(open.check(List.of("192.168.1.7.evil.example:4000"), List.of())).isNotNull();
        assertThat(open.check(List.of("999.1.1.1"), List.of())).isNotNull();
        assertThat(open.check(List.of("box.example"), List.of())).isNotNull();
    }

    @Property
    void no_text_around_a_good_name_makes_it_ours(@ForAll("junk") String before,
            @ForAll("junk") String after) {
        String host = before + "localhost" + after;
        boolean unchanged = host.toLowerCase(Locale.ROOT).matches("localhost(:\\d+)?");

        assertThat(local.check(List.of(host), List.of()) == null && !unchanged).isFalse();
        assertThat(local.check(List.of("localhost:4000"), List.of("http://" + host)) == null
                && !host.equals("localhost:4000")).isFalse();
    }

    @Property
    void foreign_names_stay_out_whatever_they_are(@ForAll("names") String name) {
        assertThat(local.check(List.of(name + ".example"), List.of())).isNotNull();
        assertThat(local.check(List.of("localhost:4000"), List.of("http://" + name + ".example:4000"))).isNotNull();
    }

    @Provide
    Arbitrary<String> junk() {
        return Arbitraries.strings().withChars(".:/@#?[]\\ -_0a%\t\0").ofMaxLength(4);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("localhost.127-").ofMinLength(1).ofMaxLength(20);
    }

    private static HostCheck check(HttpSettings settings) {
        return new HostCheck(settings, InetAddress.getLoopbackAddress());
    }
}
