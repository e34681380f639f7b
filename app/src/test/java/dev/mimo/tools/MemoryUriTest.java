package dev.mimo.tools;

import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.terms.Namespace;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MemoryUriTest {
    @Test
    void an_address_is_written_as_its_template_would_be() {
        assertThat(new MemoryUri(new Namespace("team/red+1@x:y"), "01J*").text())
                .isEqualTo("mimo://memory/team%2Fred%2B1%40x%3Ay/01J%2A");
        assertThat(new MemoryUri(new Namespace("über"), null).text()).isEqualTo("mimo://memory/%C3%BCber");
    }

    @Test
    void characters_that_need_no_encoding_are_read_as_they_stand() {
        assertThat(MemoryUri.read("mimo://memory/a+b@c:d/01J"))
                .isEqualTo(new MemoryUri(new Namespace("a+b@c:d"), "01J"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "mimo://memory", "mimo://memory/", "mimo://memory//x", "mimo://memory/a/",
            "mimo://memory/a/b/c",
            "mimo://memory/%zz", "mimo://memory/a/%", "mimo://memory/-a", "mimo://other/a", "file:///a",
            "mimo://memory/a%20b",
            "mimo://memory/a/%20", "mimo://memory/%FF"})
    void what_is_no_address_is_none(String uri) {
        assertThat(MemoryUri.read(uri)).isNull();
    }

    @Property
    void every_id_reads_back(@ForAll String id) {
        String given = id.replaceAll("\\p{Cs}", "") + "x";
        String wellFormed = given.substring(given.offsetByCodePoints(0, Math.max(0, given.codePointCount(0,
                given.length()) - 64)));

        MemoryUri uri = new MemoryUri(new Namespace("team"), wellFormed);

        assertThat(Objects.requireNonNull(MemoryUri.read(uri.text()))).isEqualTo(uri);
        assertThat(uri.text()).matches("[A-Za-z0-9._~/:%-]+");
    }
}
