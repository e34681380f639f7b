package dev.mimo.property;

import java.util.ArrayList;
import java.util.List;

/// Draws texts, whose length is counted in code points. Where it is not said of which characters: one in four of any
/// UTF-16 units, halves of pairs and zeros too, the others well-formed.
public record StringArbitrary(List<Span> spans, int min, int max) implements Arbitrary<String> {
    /// The first is what texts get simpler towards.
    private static final List<Span> WELL_FORMED = List.of(new Span('a', 'z'), new Span(' ', '~'),
            new Span(0, 0x24f), new Span(0x250, 0xd7ff), new Span(0xe000, 0xfffd), new Span(0x1f300, 0x1faff));
    private static final List<Span> ANY = List.of(new Span('a', 'z'), new Span(0, 0xffff));

    /// Code points from one to another, both belonging to it.
    public record Span(int from, int to) {
        int draw(Choices choices) {
            return from + (int) choices.upTo(to - from);
        }
    }

    static StringArbitrary all() {
        return new StringArbitrary(List.of(), 0, Choices.USUAL_SIZE);
    }

    public StringArbitrary withChars(String characters) {
        return with(characters.codePoints().mapToObj(each -> new Span(each, each)).toList());
    }

    public StringArbitrary withCharRange(char from, char to) {
        return with(List.of(new Span(from, to)));
    }

    public StringArbitrary alpha() {
        return withCharRange('a', 'z').withCharRange('A', 'Z');
    }

    public StringArbitrary ofMinLength(int length) {
        return new StringArbitrary(spans, length, Math.max(length, max));
    }

    public StringArbitrary ofMaxLength(int length) {
        return new StringArbitrary(spans, Math.min(min, length), length);
    }

    @Override
    public String draw(Choices choices) {
        List<Span> from = spans;
        if (spans.isEmpty()) {
            from = choices.index(4) == 3 ? ANY : WELL_FORMED;
        }
        int length = choices.length(min, max);
        StringBuilder drawn = new StringBuilder();
        for (int i = 0; i < min || (i < max && choices.more(i < length)); i++) {
            drawn.appendCodePoint(from.get(choices.index(from.size())).draw(choices));
        }
        return drawn.toString();
    }

    private StringArbitrary with(List<Span> more) {
        List<Span> together = new ArrayList<>(spans);
        together.addAll(more);
        return new StringArbitrary(List.copyOf(together), min, max);
    }
}
