package dev.mimo.facts.query;

import dev.mimo.facts.TermSyntax;
import dev.mimo.facts.query.Clause.Slot;
import dev.mimo.facts.query.Clause.Slot.Constant;
import dev.mimo.facts.query.Clause.Slot.Variable;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads a question: `?x reports_to bob . ?x works_in "Platform Team"`. A term with a space, a dot or a leading `?`
/// stands in double quotes, in which `\"` is a quote; an IRI may stand in angle brackets.
public final class ClauseParser {
    private static final String HINT = "Write each clause as three terms, joined by ' . ': "
            + "'?x reports_to bob . ?x works_in \"Platform Team\"'.";
    /// Names that rows have for something else.
    private static final Set<String> RESERVED = Set.of("confidence", "derived");
    private static final Pattern TOKEN = Pattern.compile("\\s*+(?:(?<dot>\\.)(?=\\s|$)"
            + "|(?<literal>\"(?:[^\"\\\\]|\\\\.)*+\"(?:@[A-Za-z0-9-]+|\\^\\^(?:<[^\\s<>]*>|\\w+:\\w+)))(?=\\s|$)"
            + "|\"(?<quoted>(?:[^\"\\\\]|\\\\.)*+)\"(?=\\s|$)"
            + "|(?<iri><[^\\s<>]*>)(?=\\s|$)"
            + "|\\?(?<variable>[^\\s?\".]+)(?=\\s|$)"
            + "|(?<plain>[^\\s\"?][^\\s\"]*)(?=\\s|$))\\s*+", Pattern.DOTALL);

    private ClauseParser() {}

    /// @param clausesMax most clauses
    /// @throws RefusedException `Invalid`, naming the clause
    public static List<Clause> parse(String text, int clausesMax) {
        List<Clause> clauses = new ArrayList<>();
        List<Slot> slots = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!token.find(at) || token.start() != at) {
                throw refused("cannot be read from '" + Refusal.quotable(text.substring(at).strip()) + "' on");
            }
            if (token.group("dot") != null) {
                clauses.add(clause(slots, clauses.size() + 1));
                slots = new ArrayList<>();
            } else {
                slots.add(slot(token, slots.size()));
            }
            at = token.end();
        }
        if (!slots.isEmpty() || clauses.isEmpty()) {
            clauses.add(clause(slots, clauses.size() + 1));
        }
        if (clauses.size() > clausesMax) {
            throw refused("has " + clauses.size() + " clauses; at most " + clausesMax + " are allowed");
        }
        return List.copyOf(clauses);
    }

    private static Clause clause(List<Slot> slots, int number) {
        if (slots.size() != 3) {
            throw refused("has " + slots.size() + " terms in clause " + number + ", not three");
        }
        return new Clause(slots.get(0), slots.get(1), slots.get(2));
    }

    private static Slot slot(Matcher token, int position) {
        String variable = token.group("variable");
        if (variable != null) {
            if (RESERVED.contains(variable)) {
                throw refused("has the variable ?" + variable + ", which every row has already");
            }
            return new Variable(variable);
        }
        String quoted = token.group("quoted");
        String plain = token.group("plain");
        if (plain != null && plain.contains(".") && !plain.contains("://") && !plain.startsWith("urn:")) {
            throw refused("has the term " + Refusal.quotable(plain) + " with a dot, which needs double quotes");
        }
        String literal = token.group("literal");
        String term = quoted != null
                ? TermSyntax.unescaped(quoted)
                : plain != null ? plain : literal != null ? literal : token.group("iri");
        if (term == null || term.isBlank()) {
            throw refused("has a blank term");
        }
        return new Constant(position == 1 ? TermSyntax.readPredicate(term) : TermSyntax.read(term));
    }

    private static RefusedException refused(String problem) {
        return Refusal.invalid("where", problem, HINT);
    }
}
