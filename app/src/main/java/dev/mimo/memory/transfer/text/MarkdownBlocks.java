package dev.mimo.memory.transfer.text;

import dev.mimo.memory.transfer.text.TextLines.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Cuts Markdown into blocks that read by themselves: paragraphs with the code after them, items of lists with what is
/// nested in them, and a list as a whole where the line before leads up to it ("I like:"). A heading that nothing
/// follows is a block too.
public final class MarkdownBlocks {
    private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})(?:\\s+(.*?))??(?:\\s+#+)?\\s*");
    private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(=+|-{2,})\\s*");
    private static final Pattern RULE = Pattern.compile(" {0,3}([-*_])(?:\\s*\\1){2,}\\s*");
    private static final Pattern ITEM = Pattern.compile("(\\s*)(?:[-*+]|\\d{1,9}[.)])\\s+(\\S.*)");
    private static final Pattern FENCE = Pattern.compile("\\s*(```+|~~~+).*");
    private static final int CHARS_MAX = 1 << 20;
    /// A longer line is text, whatever it begins with: the patterns above are for short ones.
    private static final int MARK_CHARS_MAX = 1_000;

    private final Consumer<Block> blocks;
    private final List<String> headings = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private Kind kind = Kind.NONE;
    private long began;
    private int indent;
    private boolean gap;
    private boolean inComment;
    private String fence = "";
    private long bareHeading;

    private enum Kind {
        NONE, PARAGRAPH, ITEM, LED_LIST
    }

    /// A piece of a file.
    ///
    /// @param headings above it, the outermost first
    /// @param line where it begins
    public record Block(List<String> headings, String text, long line) {}

    public MarkdownBlocks(Consumer<Block> blocks) {
        this.blocks = blocks;
    }

    public void line(Line line) {
        String content = line.text().stripTrailing();
        if (!fence.isEmpty()) {
            inFence(line.number(), content);
        } else if (inComment || content.strip().startsWith("<!--")) {
            inComment = !content.contains("-->");
        } else if (content.isBlank()) {
            gap = true;
        } else {
            visible(line.number(), content);
        }
        if (text.length() > CHARS_MAX) {
            flush();
        }
    }

    private void visible(long number, String content) {
        if (content.length() > MARK_CHARS_MAX) {
            words(number, content);
        } else {
            marked(number, content);
        }
        gap = false;
    }

    private void marked(long number, String content) {
        Matcher heading = HEADING.matcher(content);
        Matcher opening = FENCE.matcher(content);
        if (heading.matches()) {
            heading(group(heading, 1).length(), group(heading, 2), number);
        } else if (UNDERLINE.matcher(content).matches() && kind == Kind.PARAGRAPH && !gap && text.indexOf("\n") < 0) {
            underlined(content.strip().startsWith("=") ? 1 : 2, number);
        } else if (RULE.matcher(content).matches()) {
            flush();
        } else if (opening.matches()) {
            begin(Kind.PARAGRAPH, number, kind != Kind.NONE);
            append(content);
            fence = group(opening, 1);
        } else {
            words(number, content);
        }
    }

    private void inFence(long number, String content) {
        begin(Kind.PARAGRAPH, number, kind != Kind.NONE);
        text.append('\n').append(content);
        String marks = content.strip();
        if (marks.startsWith(fence) && marks.chars().allMatch(c -> c == fence.charAt(0))) {
            fence = "";
            flush();
        }
    }

    private void words(long number, String content) {
        Matcher item = ITEM.matcher(content);
        int indented = content.length() - content.stripLeading().length();
        if (item.matches()) {
            boolean led = kind == Kind.LED_LIST || (kind == Kind.PARAGRAPH && leadsUp());
            boolean nested = kind == Kind.ITEM && indented > indent + 1;
            if (led) {
                kind = Kind.LED_LIST;
                append(content);
            } else if (nested) {
                append(content.substring(Math.min(indented, indent + 2)));
            } else {
                begin(Kind.ITEM, number, false);
                indent = indented;
                text.append(group(item, 2));
            }
            return;
        }
        boolean goesOn = switch (kind) {
            case NONE -> false;
            case PARAGRAPH -> !gap;
            case ITEM, LED_LIST -> !gap || indented > indent + 1;
        };
        begin(Kind.PARAGRAPH, number, goesOn);
        append(goesOn && kind != Kind.PARAGRAPH ? content.strip() : content);
    }

    private static String group(Matcher matched, int number) {
        return Objects.requireNonNullElse(matched.group(number), "");
    }

    private boolean leadsUp() {
        return text.toString().stripTrailing().endsWith(":");
    }

    /// @param same whether the block that is open goes on
    private void begin(Kind of, long number, boolean same) {
        if (!same) {
            flush();
            kind = of;
            began = number;
            indent = 0;
        }
    }

    private void append(String content) {
        if (!text.isEmpty()) {
            text.append(gap ? "\n\n" : "\n");
        }
        text.append(text.isEmpty() ? content.strip() : content);
    }

    private void underlined(int level, long number) {
        String title = text.toString();
        text.setLength(0);
        kind = Kind.NONE;
        heading(level, title, number);
    }

    private void heading(int level, String title, long number) {
        flush();
        if (bareHeading > 0 && level <= headings.size()) {
            bare();
        }
        while (headings.size() >= level) {
            headings.removeLast();
        }
        // a level that was left out has no words
        while (headings.size() < level - 1) {
            headings.add("");
        }
        headings.add(title.strip());
        bareHeading = number;
    }

    /// The innermost heading is all there is.
    private void bare() {
        List<String> above = headings.subList(0, headings.size() - 1);
        emit(above, headings.getLast(), bareHeading);
        bareHeading = 0;
    }

    private void flush() {
        if (kind != Kind.NONE) {
            emit(headings, text.toString(), began);
            bareHeading = 0;
        }
        text.setLength(0);
        kind = Kind.NONE;
    }

    private void emit(List<String> above, String block, long line) {
        if (block.codePoints().anyMatch(Character::isLetterOrDigit)) {
            blocks.accept(new Block(above.stream().filter(heading -> !heading.isEmpty()).toList(), block.strip(),
                    line));
        }
    }

    /// The end of the file.
    public void end() {
        flush();
        if (bareHeading > 0) {
            bare();
        }
    }
}
