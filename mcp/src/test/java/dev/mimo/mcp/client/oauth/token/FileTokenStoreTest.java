package dev.mimo.mcp.client.oauth.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FileTokenStoreTest extends TokenStoreContract {
    @TempDir
    Path home = Path.of("");

    @Override
    TokenStore store() {
        return new FileTokenStore(folder());
    }

    private Path folder() {
        return home.resolve("a/oauth");
    }

    @Test
    void what_was_kept_outlives_the_store() {
        store().keep(KEY, TOKENS);
        store().keep(REGISTRATION);

        assertThat(store().tokens(KEY)).isEqualTo(TOKENS);
        assertThat(store().registration(REGISTRATION.issuer())).isEqualTo(REGISTRATION);
    }

    @Test
    void only_the_owner_may_read_and_no_draft_is_left() throws IOException {
        store().keep(KEY, TOKENS);
        store().keep(KEY, BARE);
        store().keep(REGISTRATION);

        assertThat(files()).hasSize(2).allSatisfy(file -> {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
            assertThat(String.valueOf(file.getFileName())).endsWith(".json").doesNotContain("issuer", "server");
        });
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder()))).isEqualTo("rwx------");
    }

    @Test
    void a_file_that_cannot_be_understood_counts_as_absent() throws IOException {
        for (String damage : List.of("", "{", "[]", "{\"issuer\":\"https://issuer\"}",
                "{\"issuer\":\"https://issuer\",\"resource\":\"https://server/mcp\",\"client_id\":\"client\"}",
                "{\"issuer\":\"https://evil\",\"resource\":\"https://server/mcp\",\"client_id\":\"client\","
                        + "\"access_token\":\"x\"}")) {
            store().keep(KEY, TOKENS);
            Files.writeString(files().getFirst(), damage);

            assertThat(store().tokens(KEY)).as(damage).isNull();
        }
    }

    @Test
    void what_is_chosen_is_forgotten_with_what_cannot_be_understood_and_registrations_of_no_use() throws IOException {
        FileTokenStore store = new FileTokenStore(folder());
        TokenKey same = new TokenKey(KEY.issuer(), "https://server/other", KEY.clientId());
        store.keep(REGISTRATION);
        store.keep(KEY, TOKENS);
        store.keep(same, BARE);
        Files.writeString(folder().resolve("tokens-damaged.json"), "{\"access_token\":\"s3cr");

        assertThat(store.forget(KEY::equals)).containsExactly(KEY);
        assertThat(store.tokens(KEY)).isNull();
        assertThat(store.tokens(same)).isEqualTo(BARE);
        assertThat(store.registration(KEY.issuer())).isEqualTo(REGISTRATION);
        assertThat(files()).hasSize(2);
        assertThat(store.forget(KEY::equals)).isEmpty();
        assertThat(store.forget(_ -> true)).containsExactly(same);
        assertThat(files()).isEmpty();
    }

    @Test
    void a_login_that_cannot_be_read_is_not_deleted_with_others() throws IOException {
        FileTokenStore store = new FileTokenStore(folder());
        store.keep(KEY, TOKENS);
        // what is read is no file, whoever reads it
        Path unreadable = Files.createDirectory(folder().resolve("tokens-0.json"));

        assertThatThrownBy(() -> store.forget(KEY::equals)).isInstanceOf(UncheckedIOException.class);
        assertThat(unreadable).exists();
    }

    @Test
    void drafts_that_a_killed_program_has_left_are_removed() throws IOException {
        store().keep(KEY, TOKENS);
        Path old = Files.writeString(folder().resolve("tokens-1.json1.tmp"), "s3cret");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Path young = Files.writeString(folder().resolve("tokens-2.json2.tmp"), "s3cret");

        FileTokenStore store = new FileTokenStore(folder());
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(store.tokens(KEY)).isEqualTo(TOKENS);

        store.forget(_ -> false);
        assertThat(young).doesNotExist();
        assertThat(store.tokens(KEY)).isEqualTo(TOKENS);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.toList();
        }
    }
}
