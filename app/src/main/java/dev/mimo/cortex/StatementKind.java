package dev.mimo.cortex;

import java.util.regex.Pattern;

/// What kind of thing a statement says, by its words.
final class StatementKind {
    private static final String DAY =
            "(week|month|year|quarter|monday|tuesday|wednesday|thursday|friday|saturday|sunday"
                    + "|spring|summer|autumn|fall|winter)";
    private static final Pattern PLAN = Pattern.compile("(?i)\\b(i'll|we'll|i will|we will|going to|gonna"
            + "|plan(s|ning|ned)? to|intend|tomorrow|tonight|next " + DAY + ")\\b");
    private static final Pattern EPISODE = Pattern.compile("(?i)\\b(yesterday|last night|last " + DAY
            + "|this morning|(days?|weeks?|months?|years?|hours?) ago|earlier today)\\b");
    private static final Pattern ACTION = Pattern.compile("(?i)^(i|we)( just| already| have|'ve)*"
            + " (deployed|fixed|merged|shipped|released|finished|completed|installed|removed|added|changed|migrated"
            + "|moved|wrote|built|sent|paid|booked|ordered|called|emailed|upgraded|updated|started|stopped|bought|sold"
            + "|signed)\\b");
    private static final Pattern OBSERVATION = Pattern.compile("(?i)\\b(noticed|notice|seems?|looks like|appears?|saw|"
            + "observed|found that|it feels)\\b");
    private static final Pattern LASTING = Pattern.compile("(?i)\\b(name is|is called|allergic|birthday|born|always"
            + "|never|prefer|favou?rite|married|wife|husband|son|daughter|partner|address|deadline|must|important"
            + "|critical)\\b");
    private static final double USUAL = 0.5;
    private static final double HIGH = 0.7;

    private StatementKind() {}

    static String category(String text) {
        if (PLAN.matcher(text).find()) {
            return "plan";
        }
        if (ACTION.matcher(text).find()) {
            return "action";
        }
        if (EPISODE.matcher(text).find()) {
            return "episode";
        }
        return OBSERVATION.matcher(text).find() ? "observation" : "fact";
    }

    static double importance(String text) {
        return LASTING.matcher(text).find() ? HIGH : USUAL;
    }
}
