package dev.mimo.procedures.definition;

import dev.mimo.procedures.definition.DefinitionReader.Format;
import dev.mimo.procedures.definition.DefinitionReader.ReadDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/// Definitions that a validator of Amazon States Language accepts or refuses, where they are at hand.
class StatesLanguageFilesTest {
    private static final Path FILES = Path.of(Objects.requireNonNullElse(System.getProperty("mimo.data"), "/nowhere"))
            .resolve("asl/definitions");
    private final DefinitionReader reader = new DefinitionReader(_ -> true);

    @Test
    void every_valid_definition_is_accepted_and_every_invalid_one_refused() throws IOException {
        assumeTrue(Files.isDirectory(FILES), "the definitions are not at hand (-Dmimo.data)");
        List<String> wrong = new ArrayList<>();
        try (Stream<Path> files = Files.list(FILES)) {
            for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
                String name = file.getName(file.getNameCount() - 1).toString();
                ReadDefinition read = reader.read(Files.readAllBytes(file), Format.ASL, "imported");
                if (name.startsWith("valid-") != read.errors().isEmpty()) {
                    wrong.add(name + " " + read.errors());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }
}
