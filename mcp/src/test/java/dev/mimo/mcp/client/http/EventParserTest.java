package dev.mimo.mcp.client.http;

import dev.mimo.mcp.client.transport.McpClientException;
import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.IntRange;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import dev.mimo.property.Size;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventParserTest {
    @Test
    void an_event_has_the_kind_it_names_and_the_next_one_has_not() {
        assertThat(parsed("event: endpoint\ndata: /a\n\nevent: lost\n\ndata: b\n\n", 1000)).containsExactly(
                new ServerEvent("endpoint", "/a", null), new ServerEvent("message", "b", null));
    }

    @Test
    void events_end_with_a_blank_line_whatever_ends_the_lines() {
        assertThat(parsed("data: a\n\ndata: b\r\n\r\ndata: c\r\r", 1000)).extracting(ServerEvent::data)
                .containsExactly("a", "b", "c");
    }

    @Test
    void an_event_that_the_stream_cuts_is_none() {
        assertThat(parsed("data: a\n\ndata: b\n", 1000)).extracting(ServerEvent::data).containsExactly("a");
    }

    @Test
    void lines_of_data_are_joined_and_comments_and_kinds_passed_over() {
        assertThat(parsed(": hello\nevent: message\ndata: a\ndata\ndata:  b\n\n: still there\n\n", 1000))
                .containsExactly(new ServerEvent("message", "a\n\n b", null));
    }

    @Test
    void an_id_stays_until_the_next_one_and_may_come_alone() {
        assertThat(parsed("id: 1\ndata:\n\ndata: a\n\nid: 2\n\nid: x\0y\ndata: b\n\n", 1000)).containsExactly(
                new ServerEvent("message", "", "1"), new ServerEvent("message", "a", "1"),
                new ServerEvent("message", "", "2"),
                new ServerEvent("message", "b", "2"));
    }

    @Test
    void the_mark_of_byte_order_at_the_start_is_no_part_of_it() {
        assertThat(parsed("\uFEFFdata: a\n\n", 1000)).containsExactly(new ServerEvent("message", "a", null));
    }

    @Test
    void a_time_to_wait_is_kept_when_it_is_one() {
        EventParser parser = new EventParser(1000, _ -> {});
        feed(parser, "retry: soon\n");
        assertThat(parser.retry()).isNull();
        feed(parser, "retry: 500\nretry: -1\n\n");
        assertThat(parser.retry()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void an_endless_event_is_refused_before_it_is_held() {
        assertThatThrownBy(() -> parsed("data: " + "x".repeat(2000), 1000)).isInstanceOf(McpClientException.class);
        assertThatThrownBy(() -> parsed("data: xxxxxxxx\n".repeat(200), 1000)).isInstanceOf(McpClientException.class);
    }

    @Property(tries = 300)
    void however_the_bytes_are_cut_the_events_are_the_same(@ForAll("streams") String stream,
            @ForAll @Size(min = 1, max = 20) @IntRange(min = 1, max = 9) int[] cuts) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        List<ServerEvent> events = new ArrayList<>();
        EventParser parser = new EventParser(100_000, events::add);
        int from = 0;
        for (int i = 0; from < bytes.length; i++) {
            int length = Math.min(cuts[i % cuts.length], bytes.length - from);
            byte[] piece = new byte[length + 3];
            System.arraycopy(bytes, from, piece, 0, length);
            parser.feed(piece, length);
            from += length;
        }

        assertThat(events).isEqualTo(parsed(stream, 100_000));
    }

    @Property(tries = 300)
    void what_was_written_as_events_is_read_as_such(@ForAll("lines") List<String> texts,
            @ForAll("ends") String end) {
        StringBuilder stream = new StringBuilder();
        texts.forEach(text -> stream.append("data: ").append(text).append(end).append(end));

        assertThat(parsed(stream.toString(), 100_000)).extracting(ServerEvent::data).isEqualTo(texts);
    }

    @Provide
    Arbitrary<List<String>> lines() {
        return Arbitraries.strings().withCharRange(' ', '~').withChars("ü…").ofMaxLength(20).list().ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> ends() {
        return Arbitraries.of("\n", "\r", "\r\n");
    }

    @Provide
    Arbitrary<String> streams() {
        Arbitrary<String> field = Arbitraries.of("data: a", "data:ü…", "data", "id: 7", "id:", "retry: 9",
                "event: message", ": comment", ":", "other: x", "", "", "");
        Arbitrary<String> line = choices -> field.draw(choices) + ends().draw(choices);
        return line.list().ofMaxSize(40).map(lines -> String.join("", lines));
    }

    private static List<ServerEvent> parsed(String stream, int bytesMax) {
        List<ServerEvent> events = new ArrayList<>();
        feed(new EventParser(bytesMax, events::add), stream);
        return events;
    }

    private static void feed(EventParser parser, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        parser.feed(bytes, bytes.length);
    }
}
