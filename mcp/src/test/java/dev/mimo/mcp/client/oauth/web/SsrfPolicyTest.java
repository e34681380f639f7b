package dev.mimo.mcp.client.oauth.web;

import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SsrfPolicyTest {
    private static final URI FAR = URI.create("https://192.0.2.1/mcp");
    private static final URI NEAR = URI.create("http://localhost:8080/mcp");

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1", "255.255.255.255", "198.18.0.1", "192.0.0.8", "::1", "::", "fe80::1", "fc00::1", "fd12::1",
            "ff02::1", "64:ff9b::a00:1", "2002:a00:1::", "2001::1", "::ffff:10.0.0.1"})
    void private_and_special_addresses_are_not_public(String address) throws UnknownHostException {
        assertThat(SsrfPolicy.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "100.128.0.1", "172.32.0.1", "198.20.0.1", "2606:4700::1111", "2001:4860::8888"})
    void others_are(String address) throws UnknownHostException {
        assertThat(SsrfPolicy.isPublic(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest", "https://10.0.0.1",
                    "http://127.0.0.1/", "http://localhost/", "http://example.com/", "ftp://example.com/", "https:///x",
                    "https://u@8.8.8.8/", "https://8.8.8.8/#x", "/relative", "not an address", ""})
    void a_far_server_cannot_send_us_there(String address) {
        assertThatExceptionOfType(AuthorizationException.class)
                .isThrownBy(() -> SsrfPolicy.around(FAR, false).check(address))
                .extracting(AuthorizationException::problem).isEqualTo(Problem.ADDRESS_FORBIDDEN);
    }

    @Test
    void a_server_on_this_machine_may_send_us_to_this_machine_and_its_network() {
        for (String address : List.of("http://127.0.0.1:9/", "http://[::1]:9/", "http://LOCALHOST/",
                "https://10.0.0.1/")) {
            assertThat(SsrfPolicy.around(NEAR, false).check(address)).isEqualTo(URI.create(address));
        }
        for (String address : List.of("http://10.0.0.1/", "http://localhost.example.com/",
                "http://127.0.0.1.example/")) {
            assertThatExceptionOfType(AuthorizationException.class)
                    .isThrownBy(() -> SsrfPolicy.around(NEAR, false).check(address));
        }
    }

    @Test
    void a_private_server_that_the_user_configured_may_speak_for_itself_alone() {
        SsrfPolicy fence = SsrfPolicy.around(URI.create("https://10.0.0.1/mcp"), false);

        assertThat(fence.check("https://10.0.0.1:443/.well-known/x").getHost()).isEqualTo("10.0.0.1");
        assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> fence.check("https://10.0.0.1:444/"));
        assertThatExceptionOfType(AuthorizationException.class).isThrownBy(() -> fence.check("https://10.0.0.2/"));
    }

    @Test
    void a_message_shows_no_query() {
        assertThatExceptionOfType(AuthorizationException.class)
                .isThrownBy(() -> SsrfPolicy.around(FAR, true).check("http://example.com/x?token=s3cret"))
                .withMessageNotContaining("s3cret");
    }
}
