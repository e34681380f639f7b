package dev.mimo.memory.transfer.format;

import dev.mimo.memory.Details;
import dev.mimo.memory.Trust;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClaudeReaderTest {
    private static final String TEA = """
            [{"uuid":"k-1","name":"Tea","summary":"","created_at":"2025-03-01T10:00:00.000000Z",
              "updated_at":"2025-03-01T10:05:00.000000Z","account":{"uuid":"acc"},"chat_messages":[
              {"uuid":"m-1","text":"Which tea?","content":[{"start_timestamp":"2025-03-01T10:00:00Z",
                "stop_timestamp":"2025-03-01T10:00:00Z","type":"text","text":"Which tea?","citations":[]}],
               "sender":"human","created_at":"2025-03-01T10:00:01.250000Z","updated_at":"2025-03-01T10:00:01Z",
               "attachments":[],"files":[]},
              {"uuid":"m-2","text":"```\\nThis block is not supported on your current device yet.\\n```\\nAssam.",
               "content":[{"type":"thinking","thinking":"They like it strong."},
                {"type":"tool_use","name":"search","input":{}},{"type":"tool_result","content":[]},
                {"type":"text","text":"Assam."}],
               "sender":"assistant","created_at":"2025-03-01T10:00:09Z","attachments":[],"files":[]}]}]
            """;

    @Test
    void turns_keep_speaker_session_and_time() {
        ReadFile read = ReadFile.of(TEA);

        assertThat(read.format()).isEqualTo(ImportFormat.CLAUDE);
        assertThat(read.texts()).containsExactly("Which tea?", "Assam.");
        assertThat(read.details()).extracting(Details::speaker).containsExactly("human", "assistant");
        assertThat(read.details()).extracting(Details::session).containsOnly("k-1");
        assertThat(read.details()).extracting(Details::trust).containsExactly(Trust.USER, Trust.MODEL);
        assertThat(read.details()).extracting(Details::occurredAt)
                .containsExactly(OffsetDateTime.parse("2025-03-01T10:00:01.250Z"),
                        OffsetDateTime.parse("2025-03-01T10:00:09Z"));
        assertThat(read.keys()).containsExactly("claude:k-1/m-1", "claude:k-1/m-2");
        assertThat(read.leftOut()).isEqualTo(Map.of("thoughts of the model and calls of tools", 1));
        assertThat(read.skipped()).isEmpty();
    }

    @Test
    void an_archive_is_read_and_what_lies_beside_the_conversations_is_not() {
        ReadFile read = ReadFile.of(ReadFile.zip(Map.of("conversations.json", TEA, "users.json",
                "[{\"uuid\":\"acc\",\"full_name\":\"A\"}]", "projects.json", "[]", "memories.json",
                "[{\"conversations_memory\":\"likes tea\"}]")), null, null);

        assertThat(read.format()).isEqualTo(ImportFormat.CLAUDE);
        assertThat(read.texts()).hasSize(2);
    }

    @Test
    void older_exports_without_parts_and_newer_ones_without_text_are_read_alike() {
        ReadFile read = ReadFile.of("""
                [{"uuid":"k","name":"","chat_messages":[
                  {"uuid":"a","text":"only text","sender":"human","created_at":"2024-01-01T00:00:00+00:00"},
                  {"uuid":"b","text":"","content":[{"type":"text","text":"only"},{"type":"text","text":"parts"}],
                   "sender":"assistant","created_at":null}]}]
                """);

        assertThat(read.texts()).containsExactly("only text", "only\n\nparts");
        assertThat(read.details()).extracting(Details::occurredAt)
                .containsOnly(OffsetDateTime.parse("2024-01-01T00:00:00Z"));
    }

    @Test
    void of_a_tree_the_branch_last_shown_is_taken() {
        String tree = """
                {"uuid":"k","name":"Branches",%s"chat_messages":[
                  {"uuid":"a","text":"question","sender":"human",
                   "parent_message_uuid":"00000000-0000-4000-8000-000000000000"},
                  {"uuid":"b","text":"first answer","sender":"assistant","parent_message_uuid":"a"},
                  {"uuid":"c","text":"second answer","sender":"assistant","parent_message_uuid":"a"}]}
                """;

        assertThat(ReadFile.of(tree.formatted("")).texts()).containsExactly("question", "second answer");
        assertThat(ReadFile.of(tree.formatted("\"current_leaf_message_uuid\":\"b\",")).texts())
                .containsExactly("question", "first answer");
    }

    @Test
    void pasted_texts_are_documents_of_the_session_and_lost_files_are_named() {
        ReadFile read = ReadFile.of("""
                [{"uuid":"k","name":"Notes","chat_messages":[{"uuid":"a","text":"","content":[],"sender":"human",
                  "created_at":"2025-01-01T00:00:00Z","attachments":[{"file_name":"notes.txt","file_size":5,
                  "file_type":"txt","extracted_content":"Ana moved to Ghent."}],
                  "files":[{"file_name":"photo.png"},{"file_name":"notes.txt"}]}]}]
                """);

        Details attached = read.only();
        assertThat(attached.content()).isEqualTo("Ana moved to Ghent.");
        assertThat(attached.trust()).isEqualTo(Trust.DOCUMENT);
        assertThat(attached.speaker()).isEqualTo("human");
        assertThat(attached.metadata()).contains("\"attachment\":\"notes.txt\"");
        assertThat(read.skipped()).containsExactly(
                "[0] \"Notes\", message 1 has the file 'photo.png', whose text is not in the export");
    }

    @Test
    void malformed_conversations_and_messages_are_named() {
        ReadFile read = ReadFile.of("""
                [{"uuid":"x","name":"none"},{"uuid":"k","name":"k","chat_messages":[5,{"uuid":"a","text":"hi"},
                  {"uuid":"b","sender":"human","text":""},{"uuid":"c","sender":"human","text":"there"}]}]
                """);

        assertThat(read.texts()).containsExactly("there");
        assertThat(read.skipped()).containsExactly("[0] has no messages (no 'chat_messages')",
                "[1] \"k\", message 1 is no message", "[1] \"k\", message 2 does not say who sent it");
        assertThat(read.leftOut()).isEqualTo(Map.of("empty messages", 1));
    }
}
