package dev.mimo.words;

import java.util.ArrayList;
import java.util.List;

/// Other forms under which a word of some languages is found: Korean without particle or ending, Arabic without
/// article, Hebrew without prefix, umlauts spelled out. A word that merely looks as if it had one is found all the
/// same, since the word itself is a term, too.
final class WordForms {
    /// Particles and endings, longest first within each length.
    private static final List<String> KOREAN_ENDINGS = List.of("이었습니다", "했습니다", "였습니다", "에게서는", "으로부터", "입니다만",
            "입니다", "합니다", "됩니다", "했어요", "이에요", "에서는", "에서도", "에게서", "으로는", "으로도", "한테서", "까지는", "부터는", "이라고",
            "이었다", "하는", "하고", "해서", "하면", "한다", "했다", "해요", "하다", "에서", "에게", "에는", "에도", "으로", "로는", "로도", "한테", "까지",
            "부터", "처럼", "보다", "마다", "밖에", "조차", "마저", "이나", "이랑", "이고", "이다", "이야", "인데", "예요", "였다", "라고", "들은", "들이",
            "들을", "들의", "들도", "들", "은", "는", "이", "가", "을", "를", "의", "에", "와", "과", "도", "로", "만", "나", "랑", "야", "께");
    private static final List<String> ARABIC_PREFIXES = List.of("وبال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال");
    private static final String HEBREW_PREFIXES = "הובלמשכ";
    private static final int REST_MIN = 2;

    private WordForms() {}

    /// Of a folded word, besides itself.
    static List<String> of(CharacterKind kind, String word) {
        return switch (kind) {
            case HANGUL -> korean(word);
            case ARABIC -> arabic(word);
            case HEBREW -> hebrew(word);
            case SPACE, SEPARATOR, DIGIT, MARK, LETTER, UNSPACED, PICTURE -> List.of();
        };
    }

    private static List<String> korean(String word) {
        List<String> forms = new ArrayList<>();
        String rest = word;
        // a noun may have two: 고양이들은, 학교에서만
        for (int i = 0; i < 2; i++) {
            String stripped = withoutEnding(rest);
            if (stripped.equals(rest)) {
                break;
            }
            rest = stripped;
            forms.add(rest);
        }
        return forms;
    }

    private static String withoutEnding(String word) {
        for (String ending : KOREAN_ENDINGS) {
            int left = word.length() - ending.length();
            if (word.endsWith(ending) && left > 0) {
                return word.substring(0, left);
            }
        }
        return word;
    }

    private static List<String> arabic(String word) {
        for (String prefix : ARABIC_PREFIXES) {
            if (word.startsWith(prefix) && word.length() - prefix.length() >= REST_MIN) {
                return List.of(word.substring(prefix.length()));
            }
        }
        return List.of();
    }

    private static List<String> hebrew(String word) {
        return word.length() > REST_MIN + 1 && HEBREW_PREFIXES.indexOf(word.charAt(0)) >= 0
                ? List.of(word.substring(1))
                : List.of();
    }

    /// How a word is spelled where umlauts cannot be: `Mueller`, `Soerensen`, `Aarhus`; empty when it has none.
    static String spelledOut(String text, int from, int to) {
        StringBuilder spelled = null;
        for (int i = from; i < to; i++) {
            String letters = switch (text.charAt(i)) {
                case 'ä', 'Ä' -> "ae";
                case 'ö', 'Ö', 'ø', 'Ø' -> "oe";
                case 'ü', 'Ü' -> "ue";
                case 'å', 'Å' -> "aa";
                default -> "";
            };
            if (spelled == null && !letters.isEmpty()) {
                spelled = new StringBuilder().append(text, from, i);
            }
            if (spelled != null) {
                spelled.append(letters.isEmpty() ? text.substring(i, i + 1) : letters);
            }
        }
        return spelled == null ? "" : spelled.toString();
    }
}
