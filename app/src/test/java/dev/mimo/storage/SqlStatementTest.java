package dev.mimo.storage;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class SqlStatementTest {
    private static final String BOTH = "SELECT :left || '-' || coalesce(:right, 'none') || ':left' AS text -- :nothing";
    private static final String TWICE = "SELECT :a + :b * 10 + :a * 100";

    @TempDir
    private Path folder;

    private Storage storage;

    @BeforeEach
    void open() {
        storage = Storage.open(folder.resolve("mimo.db"), StorageSettings.defaults());
    }

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void values_find_their_place_by_name_in_whichever_order_they_are_given() {
        assertThat(texts("right", "b", "left", "a")).containsExactly("a-b:left");
        assertThat(texts("left", "a", "right", "b")).containsExactly("a-b:left");
    }

    @Test
    void a_name_that_stands_twice_is_bound_once() {
        assertThat(storage.readers().<Long>read(database -> database.sql(TWICE).bind("b", 2).bind("a", 3).number()))
                .isEqualTo(323);
    }

    @Test
    void null_is_a_value() {
        assertThat(storage.readers().<List<String>>read(database -> database.sql(BOTH).bind("left", "a")
                .bind("right", null).list(row -> row.text("text")))).containsExactly("a-none:left");
    }

    @Test
    void a_name_that_the_statement_lacks_is_a_bug() {
        assertThatIllegalStateException().isThrownBy(() -> texts("left", "a", "nothing", "b"))
                .withMessageStartingWith("no parameter :nothing in: SELECT");
    }

    @Test
    void a_name_that_is_left_out_is_a_bug_also_after_a_run_in_which_it_was_bound() {
        assertThat(texts("left", "a", "right", "b")).hasSize(1);

        assertThatIllegalStateException().isThrownBy(() -> texts("left", "a"))
                .withMessageStartingWith("nothing bound to [right] in: SELECT");
    }

    @Test
    void what_was_bound_for_a_run_that_never_came_is_forgotten() {
        storage.readers().read(database -> database.sql(BOTH).bind("left", "a").bind("right", "b"));

        assertThatIllegalStateException().isThrownBy(() -> texts("left", "a"));
    }

    @Test
    void a_parameter_without_a_name_is_a_bug() {
        assertThatIllegalStateException()
                .isThrownBy(() -> storage.readers().read(database -> database.sql("SELECT ?").number()))
                .withMessage("parameters must be named and fewer than 64: SELECT ?");
    }

    private List<String> texts(String... namesAndValues) {
        return storage.readers().read(database -> {
            SqlStatement statement = database.sql(BOTH);
            for (int i = 0; i < namesAndValues.length; i += 2) {
                statement.bind(namesAndValues[i], namesAndValues[i + 1]);
            }
            return statement.list(row -> row.text("text"));
        });
    }
}
