package dev.mimo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The LoCoMo data set (long conversations with questions and the turns that answer them), as published by its
/// authors; it is never part of this repository. Any file of the same form will do.
///
/// @param conversations each becomes a namespace of its own
record Locomo(List<Conversation> conversations) {
    /// One conversation of two speakers over many sessions.
    record Conversation(String name, List<Turn> turns, List<Question> questions) {
        /// The ids of the memories that answer the question.
        ///
        /// @param ids of the turns as they were remembered, in order
        Set<String> evidence(Question question, List<String> ids) {
            Set<String> evidence = new LinkedHashSet<>();
            for (int i = 0; i < turns.size(); i++) {
                if (question.evidence().contains(turns.get(i).id())) {
                    evidence.add(ids.get(i));
                }
            }
            return evidence;
        }

        /// This conversation's questions about its own speakers, asked about those of another, which does not answer
        /// them.
        List<String> askedOf(Conversation another) {
            List<String> theirs = another.speakers();
            List<String> own = speakers();
            return questions.stream().filter(question -> question.category() <= ANSWERABLE).map(question -> {
                String text = question.text();
                for (int i = 0; i < own.size(); i++) {
                    text = text.replace(own.get(i), theirs.get(i % theirs.size()));
                }
                return text;
            }).toList();
        }

        private List<String> speakers() {
            return turns.stream().map(Turn::speaker).distinct().sorted().toList();
        }
    }

    /// One thing said.
    ///
    /// @param id such as `D3:12`: session 3, turn 12
    record Turn(String id, String session, String speaker, String text, Instant at) {}

    /// A question and the turns that answer it.
    ///
    /// @param category 1 multi-hop, 2 temporal, 3 open domain, 4 single hop, 5 adversarial
    record Question(String text, int category, Set<String> evidence) {}

    /// Greatest category of those that have an answer.
    static final int ANSWERABLE = 4;

    private static final Pattern EVIDENCE = Pattern.compile("D:?\\d+:\\d+");
    /// `1:56 pm on 8 May, 2023`
    private static final DateTimeFormatter SESSION_TIME = new DateTimeFormatterBuilder()
            .parseCaseInsensitive().appendPattern("h:mm a 'on' d MMMM, yyyy").toFormatter(Locale.ENGLISH);

    static Locomo read(Path file) throws IOException {
        List<Conversation> conversations = new ArrayList<>();
        for (JsonNode sample : new JsonMapper().readTree(Files.readAllBytes(file))) {
            List<Turn> turns = turns(sample.get("conversation"));
            Set<String> known = new LinkedHashSet<>();
            turns.forEach(turn -> known.add(turn.id()));
            conversations.add(new Conversation(sample.get("sample_id").asString(), turns,
                    questions(sample.get("qa"), known)));
        }
        return new Locomo(conversations);
    }

    private static List<Turn> turns(JsonNode conversation) {
        List<Turn> turns = new ArrayList<>();
        for (int session = 1; conversation.has("session_" + session + "_date_time"); session++) {
            String time = conversation.get("session_" + session + "_date_time").asString();
            Instant at = LocalDateTime.parse(time, SESSION_TIME).toInstant(ZoneOffset.UTC);
            for (JsonNode turn : conversation.path("session_" + session)) {
                String caption = turn.path("blip_caption").asString("");
                String text = turn.get("text").asString()
                        + (caption.isEmpty() ? "" : " [shares a photo: " + caption + "]");
                turns.add(new Turn(turn.get("dia_id").asString(), "session_" + session,
                        turn.get("speaker").asString(), text, at));
            }
        }
        return turns;
    }

    private static List<Question> questions(JsonNode all, Set<String> known) {
        List<Question> questions = new ArrayList<>();
        for (JsonNode each : all) {
            Set<String> evidence = new LinkedHashSet<>();
            for (JsonNode label : each.path("evidence")) {
                // labels come as "D8:6; D9:17", "D:11:26" and "D30:05" too
                EVIDENCE.matcher(label.asString()).results().map(Locomo::turnId).forEach(evidence::add);
            }
            evidence.retainAll(known);
            if (!evidence.isEmpty()) {
                questions.add(new Question(each.get("question").asString(), each.get("category").asInt(), evidence));
            }
        }
        return questions;
    }

    private static String turnId(MatchResult label) {
        String numbers = label.group().replaceFirst("D:?", "");
        int colon = numbers.indexOf(':');
        return "D" + Integer.parseInt(numbers.substring(0, colon)) + ":"
                + Integer.parseInt(numbers.substring(colon + 1));
    }
}
