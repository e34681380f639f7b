package dev.mimo;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class SystemCallTraceTest {
    @ParameterizedTest
    @ValueSource(strings = {
            "connect(4, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"10.0.0.2\")}, 16) = 0",
            "connect(4, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"127.0.0.53\")}, 16) = 0",
            "connect(4, {sa_family=AF_INET6, sin6_port=htons(443), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "
                    + "\"2001:db8::1\", &sin6_addr), sin6_scope_id=0}, 28) = -1 ENETUNREACH (Network is unreachable)",
            "sendto(4, \"x\", 1, 0, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr(\"192.0.2.1\")}, 16) = 1",
            "bind(4, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, \"::\", "
                    + "&sin6_addr), sin6_scope_id=0}, 28) = 0",
            "connect(4, {sa_family=AF_UNIX, sun_path=\"/run/systemd/resolve/io.systemd.Resolve\"}, 42) = 0",
            "socket(AF_PACKET, SOCK_RAW, 768) = 4"})
    void calls_that_reach_other_machines_or_ask_for_a_name_are_outbound(String line) {
        assertThat(SystemCallTrace.isOutbound(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "connect(4, {sa_family=AF_INET6, sin6_port=htons(4000), sin6_flowinfo=htonl(0), inet_pton(AF_INET6, "
                    + "\"::ffff:127.0.0.1\", &sin6_addr), sin6_scope_id=0}, 28) = -1 EINPROGRESS (In progress)",
            "connect(4, {sa_family=AF_UNIX, sun_path=\"/var/run/nscd/socket\"}, 110) = -1 ENOENT (No such file)",
            "socket(AF_INET6, SOCK_STREAM, IPPROTO_TCP) = 49", "socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 4",
            "+++ exited with 0 +++"})
    void calls_within_the_machine_are_not(String line) {
        assertThat(SystemCallTrace.isOutbound(line)).isFalse();
    }

    @Test
    void what_is_made_is_found_by_its_path_wherever_that_begins() {
        assertThat(SystemCallTrace.made("openat(AT_FDCWD</tmp/hsperfdata_me>, \"19621\", O_RDWR|O_CREAT, 0600) = 6"))
                .isEqualTo(Path.of("/tmp/hsperfdata_me/19621"));
        assertThat(SystemCallTrace.made("mkdir(\"/h/.cache\", 0755) = 0")).isEqualTo(Path.of("/h/.cache"));
        assertThat(SystemCallTrace.made("rename(\"/h/a.tmp\", \"/h/a\") = 0")).isEqualTo(Path.of("/h/a"));
        assertThat(SystemCallTrace.made("mkdir(\"/tmp\", 0755) = -1 EEXIST (File exists)")).isNull();
        assertThat(SystemCallTrace.made("openat(AT_FDCWD</h>, \"/h/a\", O_RDONLY) = 3</h/a>")).isNull();
        assertThat(SystemCallTrace.made("openat(AT_FDCWD</h>, \"/dev/null\", O_WRONLY|O_CREAT, 0666) = 3</dev/null>"))
                .isNull();
    }
}
