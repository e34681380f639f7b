package dev.mimo.facts;

import dev.mimo.facts.Term.TermKind;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How terms are written as text. A plain name is an entity; `http://…`, `urn:…` and `<…>` are IRIs;
/// `"text"@en`, `"7"^^xsd:integer` and `"7"^^<…>` are literals; `_:b1` is a blank node. Whatever is none of the others
/// is a plain name, so that no text is refused.
public final class TermSyntax {
    private static final Pattern PLAIN_IRI = Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]*://|urn:)"
            + "[^\\s<>\"{}|\\\\^`]+");
    private static final Pattern IRI = Pattern.compile("<([A-Za-z][A-Za-z0-9+.-]*:[^\\s<>\"{}|\\\\^`]*)>");
    private static final Pattern BLANK = Pattern.compile("_:([\\w.-]+)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*+)\""
            + "(?:@([A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*)|\\^\\^xsd:(\\w+)|\\^\\^<([^\\s<>]+)>)",
            Pattern.DOTALL);
    private static final Pattern SPACES = Pattern.compile("[\\s\\p{Z}]+");

    private TermSyntax() {}

    /// The subject or object of that text.
    public static Term read(String text) {
        String trimmed = SPACES.matcher(text).replaceAll(" ").strip();
        Matcher literal = LITERAL.matcher(text.strip());
        if (literal.matches()) {
            return literal(literal);
        }
        Matcher iri = IRI.matcher(trimmed);
        if (iri.matches()) {
            return Term.iri(Objects.requireNonNull(iri.group(1)));
        }
        if (PLAIN_IRI.matcher(trimmed).matches()) {
            return Term.iri(trimmed);
        }
        Matcher blank = BLANK.matcher(trimmed);
        return blank.matches() ? Term.blank(Objects.requireNonNull(blank.group(1))) : Term.entity(trimmed);
    }

    /// The predicate of that text: a plain name is in lower case, with `_` for spaces.
    public static Term readPredicate(String text) {
        Term term = read(text);
        return term.kind() == TermKind.ENTITY
                ? Term.entity(term.text().toLowerCase(Locale.ROOT).replace(' ', '_'))
                : term;
    }

    private static Term literal(Matcher parts) {
        String lexical = unescaped(Objects.requireNonNull(parts.group(1)));
        String language = parts.group(2);
        if (language != null) {
            return Term.inLanguage(lexical, language);
        }
        String local = parts.group(3);
        return Term.literal(lexical, local == null ? Objects.requireNonNull(parts.group(4)) : Term.XSD + local);
    }

    static String written(Term term) {
        return switch (term.kind()) {
            case ENTITY -> term.text();
            case IRI -> PLAIN_IRI.matcher(term.text()).matches() ? term.text() : "<" + term.text() + ">";
            case BLANK -> "_:" + term.text();
            case LITERAL -> "\"" + escaped(term.text()) + "\"" + suffix(term);
        };
    }

    private static String suffix(Term literal) {
        if (literal.language() != null) {
            return "@" + literal.language();
        }
        String datatype = Objects.requireNonNullElse(literal.datatype(), Term.XSD + "string");
        String local = datatype.startsWith(Term.XSD) ? datatype.substring(Term.XSD.length()) : "";
        return local.matches("\\w+") ? "^^xsd:" + local : "^^<" + datatype + ">";
    }

    /// By which a term is found, whatever its name's letters are like: two names that read the same are one.
    public static String name(Term term) {
        return switch (term.kind()) {
            case ENTITY -> "e:" + folded(term.text());
            case IRI -> "i:" + term.text();
            case BLANK -> "b:" + term.text();
            case LITERAL -> "l:" + suffix(term).toLowerCase(Locale.ROOT) + ":" + term.text();
        };
    }

    /// A name without what does not tell names apart: compatible forms of letters, case, and how many spaces.
    public static String folded(String text) {
        String compatible = Normalizer.normalize(text, Normalizer.Form.NFKC);
        // there and back: what has no single lower case letter, as ß, is folded too
        String lower = compatible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return SPACES.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKC)).replaceAll(" ").strip();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    /// What stands behind a backslash is itself, but for line ends and tabs.
    public static String unescaped(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char escaped = text.charAt(++i);
                plain.append(switch (escaped) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> escaped;
                });
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
