package dev.mimo.cortex;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// What of a user's message is a statement: no question, no command, no small talk, no code, no secret. By rules that
/// always decide alike. They know English best; of other languages they take what speaks of the speaker.
public final class StatementRules {
    private static final int MESSAGE_CHARS_MAX = 4_000;
    private static final int STATEMENT_CHARS_MAX = 600;
    private static final int STATEMENTS_MAX = 8;
    private static final int WORDS_MIN = 3;

    private static final Pattern CODE = Pattern.compile("(?s)```.*?(```|$)");
    private static final Pattern QUOTED_LINE = Pattern.compile("(?m)^\\s*(>|\\||#|at |\\$ |[{}\\[\\]<]).*$");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?…。！？])[\"')\\]]*\\s+|\\n+|(?<=[。！？])");
    private static final Pattern LIST_MARK = Pattern.compile("^\\s*(?:[-*•]|\\d{1,2}[.)])\\s+");
    private static final Pattern SECRET = Pattern.compile("(?i)\\b(sk-|ghp_|xox[bp]-|AKIA)[\\w-]{8,}"
            + "|-----BEGIN|\\b(password|passwort|passcode|pin|secret|api[ _-]?key|token|cvv)\\b\\s*(is|=|:|ist)\\s*\\S+"
            + "|\\b(?:\\d[ -]?){13,19}\\b");
    private static final Pattern REMEMBER = Pattern.compile("(?i)^(?:(?:please|also|and)[, ]+)?(?:remember|note|keep in"
            + " mind|don'?t forget|for the record|fyi|be aware)(?:[:,]| that)?\\s+(?!to\\b|when\\b|what\\b|how\\b"
            + "|who\\b|where\\b|why\\b|if\\b|the time\\b)(.+)$");
    private static final Pattern LEADING = Pattern.compile("(?i)^(?:(?:ok(?:ay)?|well|so|also|and|but|hi|hey|hello|yes"
            + "|no|sure|thanks|thank you|by the way|btw|actually|oh)[,!. ]+)+");

    private static final Set<String> ASKING = Set.of("what", "what's", "who", "who's", "whom", "whose", "when", "where",
            "where's", "which", "why", "how", "how's", "is", "are", "was", "were", "am", "do", "does", "did", "can",
            "could", "should", "would", "will", "shall", "may", "might", "has", "have", "had", "isn't", "aren't",
            "don't", "doesn't", "didn't", "can't", "won't", "wer", "wann", "wo", "warum", "wie", "qui", "quand",
            "où", "pourquoi", "comment", "quién", "qué", "cuándo", "dónde", "cómo");
    private static final Set<String> COMMANDING = Set.of("please", "let", "let's", "tell", "show", "give", "write",
            "make", "create", "build", "add", "remove", "delete", "fix", "find", "search", "look", "list", "explain",
            "describe", "summarize", "summarise", "translate", "help", "run", "open", "close", "read", "send", "call",
            "use", "try", "check", "test", "refactor", "implement", "update", "change", "rename", "move", "copy",
            "generate", "draft", "compare", "convert", "calculate", "compute", "count", "sort", "plan", "suggest",
            "recommend", "review", "rewrite", "improve", "continue", "go", "stop", "start", "wait", "set", "get",
            "put", "take", "bring", "keep", "turn", "play", "remind", "schedule", "book", "order", "buy", "pretend",
            "act", "imagine", "ignore", "forget", "answer", "respond", "reply", "repeat", "say", "think", "consider",
            "ensure", "install", "deploy", "commit", "push", "merge", "debug", "analyze", "analyse", "print",
            "return", "remember", "note", "don't", "do", "never", "always", "be");
    private static final Set<String> SUBJECTS = Set.of("i", "i'm", "i've", "i'd", "i'll", "we", "we're", "we've",
            "we'd", "we'll", "my", "our", "mine", "ours", "he", "he's", "she", "she's", "they", "they're", "it",
            "it's", "his", "her", "their", "its", "the", "this", "that", "that's", "these", "those", "there",
            "there's", "a", "an", "every", "each", "all", "both", "some", "most", "nobody", "everyone", "everybody");
    private static final Set<String> FIRST_PERSON_ELSEWHERE = Set.of("ich", "wir", "mein", "meine", "unser", "unsere",
            "je", "j'ai", "nous", "mon", "ma", "mes", "notre", "yo", "mi", "mis", "nosotros", "nuestro", "nuestra",
            "soy", "eu", "meu", "minha", "io", "mio", "mia", "jeg", "vi", "min", "mitt", "jag", "mijn", "ik");
    private static final Pattern STATING = Pattern.compile("(?i)\\b(is|are|was|were|am|has|have|had|will|would|can|"
            + "can't|cannot|must|needs?|wants?|likes?|loves?|hates?|prefers?|lives?|works?|uses?|used|runs?|owns?|"
            + "knows?|means?|costs?|starts?|ends?|meets?|moved|moves|went|goes|got|gets|said|says|told|bought|sold|"
            + "owes?|made|"
            + "makes|became|began|left|works?|speaks?|plays?|eats?|drinks?|drives?|teaches|studies|manages|reports|"
            + "leads?|belongs?|depends?|deploys?|\\w+'(?:s|re|m|ve|d|ll)|\\w{3,}ed)\\b");
    private static final Set<String> SMALL = Set.of("i see", "i think so", "that is fine", "that's fine",
            "that is great", "that's great", "that is it", "that's it", "it works", "it is fine", "it's fine",
            "i am fine", "i'm fine", "i am good", "i'm good", "i agree", "we are done", "we're done", "i understand",
            "that's all", "that is all", "that makes sense", "that's right", "that is right", "it worked",
            "this is great", "i am not sure", "i'm not sure", "i do not know", "i don't know", "that worked");
    /// What speaks of the request rather than of the speaker.
    private static final Pattern WISH = Pattern.compile("(?i)^((i have an? (question|request)|i was wondering|i wonder"
            + "|i am asking|i'm asking|i hope you)\\b.*|(i'?d like|i would like|i want|i need|we need|we want"
            + "|i'm trying|i am trying)\\b.*\\b(you|to (know|see|ask|find|understand|get|write|make|have))\\b.*)");
    private static final Set<String> FIRST_PERSON = Set.of("i", "we");

    private StatementRules() {}

    /// Those in a message, in its order; neighbors that go together are one.
    public static List<SaidStatement> of(String message) {
        String plain = QUOTED_LINE.matcher(CODE.matcher(message).replaceAll("\n")).replaceAll("");
        if (plain.length() > MESSAGE_CHARS_MAX) {
            // a document that was pasted, and no word of the user's own
            return List.of();
        }
        List<SaidStatement> found = new ArrayList<>();
        StringJoiner together = new StringJoiner(" ");
        for (String sentence : SENTENCE_END.split(plain, -1)) {
            String told = told(sentence);
            if (told.isEmpty() || together.length() + told.length() > STATEMENT_CHARS_MAX) {
                flush(together, found);
                together = new StringJoiner(" ");
            }
            if (!told.isEmpty()) {
                together.add(told);
            }
        }
        flush(together, found);
        return found.size() > STATEMENTS_MAX ? found.subList(0, STATEMENTS_MAX) : found;
    }

    private static void flush(StringJoiner together, List<SaidStatement> found) {
        if (together.length() > 0) {
            String text = together.toString();
            found.add(new SaidStatement(text, StatementKind.category(text), StatementKind.importance(text)));
        }
    }

    /// What a sentence states; empty for nothing.
    private static String told(String sentence) {
        String text = LIST_MARK.matcher(sentence).replaceFirst("").strip();
        var asked = REMEMBER.matcher(text);
        boolean told = asked.matches();
        String said = told ? String.valueOf(asked.group(1)).strip() : text;
        if (said.length() > STATEMENT_CHARS_MAX || said.endsWith("?") || said.endsWith("？") || said.startsWith("¿")
                || SECRET.matcher(said).find()) {
            return "";
        }
        String core = LEADING.matcher(said).replaceFirst("").strip();
        String bare = core.toLowerCase(Locale.ROOT).replace('’', '\'').replaceFirst("[.!…。！]+$", "");
        List<String> words = List.of(bare.split("[\\s,;:]+", -1));
        if (words.size() < WORDS_MIN && bare.codePoints().noneMatch(Character::isIdeographic)) {
            return "";
        }
        return told || isStatement(core, bare, words) ? capital(core) : "";
    }

    private static boolean isStatement(String core, String bare, List<String> words) {
        String first = words.getFirst();
        if (ASKING.contains(first) || COMMANDING.contains(first) || SMALL.contains(bare)
                || WISH.matcher(bare).matches()) {
            return false;
        }
        if (FIRST_PERSON.contains(first) || FIRST_PERSON_ELSEWHERE.contains(first)) {
            return true;
        }
        boolean subject = SUBJECTS.contains(first) || Character.isUpperCase(core.codePointAt(0))
                || Character.isDigit(core.codePointAt(0));
        return subject && STATING.matcher(bare).find();
    }

    private static String capital(String text) {
        int first = text.codePointAt(0);
        return Character.toString(Character.toTitleCase(first)) + text.substring(Character.charCount(first));
    }
}
