package dev.mimo.memory.transfer.format;

import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChatGptReaderTest {
    /// The form that the export has had since 2023.
    private static final String TRIP = """
            [{"title":"Weekend trip","create_time":1714550400.123456,"update_time":1714550500.0,"mapping":{
              "root":{"id":"root","message":null,"parent":null,"children":["sys"]},
              "sys":{"id":"sys","message":{"id":"sys","author":{"role":"system","name":null,"metadata":{}},
                "create_time":null,"content":{"content_type":"text","parts":[""]},"status":"finished_successfully",
                "end_turn":true,"weight":0.0,"metadata":{"is_visually_hidden_from_conversation":true},
                "recipient":"all"},"parent":"root","children":["u1"]},
              "u1":{"id":"u1","message":{"id":"u1","author":{"role":"user"},"create_time":1714550401.5,
                "content":{"content_type":"text","parts":["Where shall we go?"]},"recipient":"all","metadata":{}},
                "parent":"sys","children":["a1","a2"]},
              "a1":{"id":"a1","message":{"id":"a1","author":{"role":"assistant"},"create_time":1714550402.0,
                "content":{"content_type":"text","parts":["To Ostend."]},"recipient":"all","metadata":{}},
                "parent":"u1","children":[]},
              "a2":{"id":"a2","message":{"id":"a2","author":{"role":"assistant"},"create_time":1714550403.0,
                "content":{"content_type":"text","parts":["To Ghent."]},"recipient":"all","metadata":{}},
                "parent":"u1","children":[]}},
              "moderation_results":[],"current_node":"a2","plugin_ids":null,"conversation_id":"c-1","id":"c-1"}]
            """;

    @Test
    void turns_of_the_branch_last_shown_keep_speaker_session_and_time() {
        ReadFile read = ReadFile.of(TRIP);

        assertThat(read.format()).isEqualTo(ImportFormat.CHATGPT);
        assertThat(read.texts()).containsExactly("Where shall we go?", "To Ghent.");
        assertThat(read.details()).extracting(Details::session).containsOnly("c-1");
        assertThat(read.details()).extracting(Details::speaker).containsExactly("user", "assistant");
        assertThat(read.details()).extracting(Details::trust).containsExactly(Trust.USER, Trust.MODEL);
        assertThat(read.details()).extracting(Details::occurredAt)
                .containsExactly(OffsetDateTime.parse("2024-05-01T08:00:01.500Z"),
                        OffsetDateTime.parse("2024-05-01T08:00:03Z"));
        assertThat(read.only().metadata()).isEqualTo("{\"title\":\"Weekend trip\"}");
        assertThat(read.keys()).containsExactly("chatgpt:c-1/u1", "chatgpt:c-1/a2");
        assertThat(read.skipped()).isEmpty();
        assertThat(read.leftOut()).isEmpty();
    }

    @Test
    void the_parts_of_a_newer_archive_are_read_in_order_and_what_lies_beside_them_is_not() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("export/chat.html", "<html></html>");
        files.put("export/user.json", "{\"id\":\"u\",\"email\":\"a@example.org\"}");
        files.put("export/shared_conversations.json", "[{\"id\":\"s\",\"conversation_id\":\"c-1\"}]");
        files.put("export/conversations-001.json", conversation("c-3", "third"));
        files.put("export/conversations-000.json", TRIP);
        files.put("__MACOSX/export/._conversations-000.json", "garbage");

        ReadFile read = ReadFile.of(ReadFile.zip(files), "application/zip", null);

        assertThat(read.format()).isEqualTo(ImportFormat.CHATGPT);
        assertThat(read.texts()).containsExactly("Where shall we go?", "To Ghent.", "third");
    }

    private static String conversation(String id, String text) {
        return """
                [{"id":"%s","title":"t","mapping":{"n":{"message":{"author":{"role":"user"},
                "content":{"content_type":"text","parts":["%s"]}}}}}]""".formatted(id, text);
    }

    @Test
    void without_a_current_node_the_newest_branch_is_taken_and_missing_links_are_worked_out() {
        // no times, no parents but children, no current node
        ReadFile read = ReadFile.of("""
                [{"conversation_id":"c","title":null,"create_time":null,"current_node":null,"mapping":{
                 "r":{"children":["a"]},
                 "a":{"message":{"author":{"role":"user"},"create_time":5,"content":{"parts":["one"]}},
                      "children":["b","c"]},
                 "b":{"message":{"author":{"role":"assistant"},"create_time":9,"content":{"parts":["newer"]}}},
                 "c":{"message":{"author":{"role":"assistant"},"create_time":7,"content":{"parts":["older"]}}}}}]
                """);

        assertThat(read.texts()).containsExactly("one", "newer");
    }

    @Test
    void a_message_without_a_time_has_that_of_the_one_before_it() {
        ReadFile read = ReadFile.of("""
                [{"id":"c","create_time":100,"current_node":"b","mapping":{
                 "a":{"parent":null,"message":{"author":{"role":"user"},"create_time":null,
                   "content":{"content_type":"text","parts":["one"]}}},
                 "b":{"parent":"a","message":{"author":{"role":"assistant"},
                   "content":{"content_type":"text","parts":["two"]}}}}}]
                """);

        assertThat(read.details()).extracting(Details::occurredAt)
                .containsOnly(OffsetDateTime.parse("1970-01-01T00:01:40Z"));
    }

    @Test
    void of_pictures_and_voices_the_text_is_kept_and_the_rest_is_named() {
        ReadFile read = ReadFile.of(single("""
                {"content_type":"multimodal_text","parts":[
                  {"content_type":"image_asset_pointer","asset_pointer":"file-service://file-1","size_bytes":10},
                  {"content_type":"audio_transcription","text":"spoken words","direction":"in"},
                  {"content_type":"audio_asset_pointer","asset_pointer":"sediment://2"},
                  "What is this?"]}"""));

        assertThat(read.texts()).containsExactly("spoken words\nWhat is this?");
        assertThat(read.skipped()).containsExactly(
                "[0] \"T\", message 1 holds an image, which is not imported",
                "[0] \"T\", message 1 holds a recording, which is not imported");
    }

    @Test
    void a_picture_alone_is_no_memory() {
        ReadFile read = ReadFile.of(single("""
                {"content_type":"multimodal_text","parts":[{"content_type":"image_asset_pointer"}]}"""));

        assertThat(read.memories()).isEmpty();
        assertThat(read.skipped()).hasSize(1);
    }

    private static String single(String content) {
        return """
                [{"id":"c","title":"T","current_node":"a","mapping":{"a":{"message":{"id":"m",
                "author":{"role":"user"},"content":%s}}}}]""".formatted(content);
    }

    @Test
    void what_was_not_said_by_one_to_the_other_is_left_out_and_counted() {
        ReadFile read = ReadFile.of("""
                [{"id":"c","current_node":"h","mapping":{
                 "a":{"message":{"author":{"role":"system"},"content":{"content_type":"text","parts":["Be kind."]}}},
                 "b":{"parent":"a","message":{"author":{"role":"user"},"content":
                   {"content_type":"user_editable_context","user_profile":"…"},
                   "metadata":{"is_visually_hidden_from_conversation":true}}},
                 "c":{"parent":"b","message":{"author":{"role":"assistant"},"recipient":"python",
                   "content":{"content_type":"code","language":"python","text":"1+1"}}},
                 "d":{"parent":"c","message":{"author":{"role":"tool","name":"python"},
                   "content":{"content_type":"execution_output","text":"2"}}},
                 "e":{"parent":"d","message":{"author":{"role":"assistant"},
                   "content":{"content_type":"thoughts","thoughts":[{"summary":"s","content":"c"}]}}},
                 "f":{"parent":"e","message":{"author":{"role":"assistant"},
                   "content":{"content_type":"reasoning_recap","content":"Thought for 3 seconds"}}},
                 "g":{"parent":"f","message":{"author":{"role":"assistant"},
                   "content":{"content_type":"code","language":"sql","text":"SELECT 1"},"recipient":"all"}},
                 "h":{"parent":"g","message":{"author":{"role":"assistant"},
                   "content":{"content_type":"text","parts":[]}}}}}]
                """);

        assertThat(read.texts()).containsExactly("SELECT 1");
        assertThat(read.leftOut()).isEqualTo(Map.of("system messages", 1, "hidden messages", 1, "messages to tools", 1,
                "messages of tools", 1, "thoughts of the model", 2));
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void a_malformed_conversation_or_message_costs_no_other() {
        ReadFile read = ReadFile.of("""
                [null, 7, {"id":"x","title":"No messages"}, {"id":"loop","current_node":"a","mapping":{
                   "a":{"parent":"b","message":{"author":{"role":"user"},"content":{"parts":["in a circle"]}}},
                   "b":{"parent":"a","message":"not an object"}}},
                 {"id":"y","current_node":"gone","mapping":{"n":{"parent":"missing","message":
                   {"author":{"role":"user"},"content":{"content_type":"text","parts":["fine",null,{"a":1}]}}}}}]
                """);

        assertThat(read.texts()).containsExactly("in a circle", "fine");
        assertThat(read.skipped()).containsExactly("[0] is no conversation", "[1] is no conversation",
                "[2] has no messages (no 'mapping')", "[3], message 1 is no message",
                "[4], message 1 holds a part that is no text, which is not imported",
                "[4], message 1 holds a part that is no text, which is not imported");
    }

    @Test
    void a_single_conversation_and_one_without_an_id_are_read() {
        String object = TRIP.strip().substring(1, TRIP.strip().length() - 1);
        ReadFile single = ReadFile.of(object);
        String nameless = object.replace("\"conversation_id\":\"c-1\",\"id\":\"c-1\"", "\"x\":1");

        assertThat(single.texts()).hasSize(2);
        assertThat(ReadFile.of(nameless).only().session()).startsWith("chatgpt#").hasSizeLessThan(60)
                .isEqualTo(ReadFile.of(nameless).only().session());
    }

    @Test
    void half_characters_and_nul_do_not_cost_the_conversation() {
        ReadFile read = ReadFile.of("""
                [{"id":"c","title":"T","current_node":"b","mapping":{
                 "a":{"message":{"author":{"role":"user"},"content":{"parts":["half \\ud83d"]}}},
                 "b":{"parent":"a","message":{"author":{"role":"assistant"},"content":{"parts":["nul \\u0000"]}}}}}]
                """);

        assertThat(read.texts()).containsExactly("half \uFFFD");
        assertThat(read.skipped()).hasSize(2).anyMatch(said -> said.contains("half of a surrogate pair"))
                .anyMatch(said -> said.endsWith("message 2 holds a NUL character"));
    }

    @Test
    void a_long_message_becomes_several_turns_of_the_same_moment() {
        String file = """
                [{"id":"c","current_node":"a","mapping":{"a":{"message":{"id":"m","create_time":9,
                "author":{"role":"user"},"content":{"parts":["%s"]}}}}}]""".formatted("word ".repeat(25_000));
        ReadFile read = ReadFile.of(file.getBytes(StandardCharsets.UTF_8), null, null, ImportLimits.defaults());

        assertThat(read.keys()).containsExactly("chatgpt:c/m", "chatgpt:c/m+1");
        assertThat(String.join(" ", read.texts())).isEqualTo("word ".repeat(25_000).strip());
    }

    @Test
    void a_conversation_that_is_too_large_is_named_and_the_next_is_read() {
        String large = conversation("l", "x".repeat(5_000)).replace("[{", "[{\"pad\":["
                + "\"%s\",".formatted("y".repeat(3_000)).repeat(9) + "1],");
        String both = large.substring(0, large.length() - 1) + "," + conversation("s", "small").substring(1);

        ReadFile read = ReadFile.of(both.getBytes(StandardCharsets.UTF_8), null,
                ImportFormat.CHATGPT);

        assertThat(read.texts()).containsExactly("small");
        assertThat(read.skipped()).containsExactly("[0] is larger than 20,000 bytes");
    }
}
