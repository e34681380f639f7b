package dev.mimo.skills.catalog;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The way to a skill, as its file says it: variables stand in it unreplaced.
public sealed interface SkillLaunch {
    /// A program of this machine that is spoken with over its standard streams.
    ///
    /// @param words the program and its arguments
    /// @param environment what is added to the little that every program gets
    /// @param inherited names that are passed on from Mimo's own environment
    /// @param environmentFile of lines `NAME=value`; absent for none
    /// @param directory where it runs; absent for a folder of its own
    record Program(List<String> words, Map<String, String> environment, List<String> inherited,
            @Nullable String environmentFile, @Nullable String directory) implements SkillLaunch {
        public Program {
            words = List.copyOf(words);
            environment = Map.copyOf(environment);
            inherited = List.copyOf(inherited);
        }
    }

    /// A server somewhere else, reached over HTTP.
    ///
    /// @param headers sent with each request
    /// @param protocol which of the two it speaks; absent to find out
    record Endpoint(String url, Map<String, String> headers, @Nullable Protocol protocol) implements SkillLaunch {
        public Endpoint {
            headers = Map.copyOf(headers);
        }

        public enum Protocol {
            STREAMABLE_HTTP, LEGACY_SSE
        }
    }
}
