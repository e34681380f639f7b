package dev.mimo.skills.trust;

import dev.mimo.json.Json;
import dev.mimo.mcp.model.ToolDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Looks for text in a tool's definition that is meant for the model and not for its user: characters that nobody sees,
/// commands about anything but the tool itself, files and secrets that no tool needs to speak of. It finds what is
/// clumsy; what is subtle is for the user's eyes, which is why definitions are pinned.
public final class DefinitionScreen {
    private static final int BASE64_CHARS_MIN = 120;

    /// Tag characters, zero width, direction marks and other format characters; joiners inside emoji and scripts that
    /// need them stand between letters, never beside a space.
    private static final Pattern HIDDEN = Pattern.compile("[\\x{E0000}-\\x{E007F}\\u200B\\u2060-\\u2064\\u206A-\\u206F"
            + "\\uFEFF\\u202A-\\u202E\\u2066-\\u2069\\u00AD\\u180E\\uFFF9-\\uFFFB]"
            + "|[\\u200C\\u200D](?=\\s|$)|(?<=\\s)[\\u200C\\u200D]");
    private static final List<Finding> TEXTS = List.of(
            new Finding("gives orders to the model",
                    "<\\s*/?\\s*(important|system|instructions?|secret|hidden|admin|assistant)\\s*>",
                    "\\b(ignore|disregard|forget|override)\\b[^.]{0,40}\\b(previous|prior|above|earlier|all"
                            + "|other|system"
                            + "|user'?s?)\\b[^.]{0,30}\\b(instructions?|prompts?|rules|messages?|guidelines|tools?)\\b",
                    "\\b(system prompt|developer message|chain of thought)\\b",
                    "\\byou (must|are required to|should (always|first)) "
                            + "(always |first |also )*(read|send|include|call|use|invoke|run"
                            + "|execute|append|pass)\\b",
                    "\\b(before|after|when(ever)?) (using|calling|you (use|call)) (this|any|every|other|another|the) "
                            + "[^.]{0,40}\\b(read|send|call|fetch|include|append|invoke|run)\\b",
                    "\\bthis tool (must|should) (always )?be (called|used|invoked|run) (before|first|prior)\\b"),
            new Finding("wants something hidden from the user",
                    "\\b(do not|don'?t|never|without) (tell|telling|mention|mentioning|inform|informing|notify"
                            + "|notifying"
                            + "|show|showing|reveal|revealing|ask|asking)\\b[^.]{0,40}\\b(user|human|anyone|them"
                            + "|operator)\\b",
                    "\\b(secretly|silently|covertly)\\b[^.]{0,40}\\b(send|read|call|copy|forward|include|upload)\\b"),
            new Finding("speaks of other tools",
                    "\\b(instead of|rather than|in place of|replaces?|supersedes?|deprecates?)\\b[^.]{0,30}\\b(other"
                            + "|another|all|any|existing)\\b[^.]{0,20}\\btools?\\b",
                    "\\b(other|another|all|any|every) (tools?|servers?|skills?)\\b[^.]{0,40}\\b(must|should|is unsafe"
                            + "|are unsafe|broken|deprecated|untrusted)\\b",
                    "\\bwhen (the )?[a-z0-9]+(_[a-z0-9]+)+ (tool )?is (called|used|invoked)\\b"),
            new Finding("names files or secrets that hold credentials",
                    "~/\\.(ssh|aws|gnupg|kube|netrc|npmrc|docker|config/gcloud)\\b|\\bid_(rsa|ed25519|ecdsa)\\b"
                            + "|/etc/(passwd|shadow)\\b|\\.cursor/mcp\\.json|claude_desktop_config",
                    "\\b(private key|session cookie|api keys?|access tokens?|passwords?)\\b[^.]{0,40}\\b(in|as"
                            + "|into|to) "
                            + "(the |this |a )?[^.]{0,20}\\b(parameter|argument|field|sidenote|note|metadata)\\b"));
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/]{" + BASE64_CHARS_MIN + ",}={0,2}");
    private static final Pattern COMMENT = Pattern.compile("<!--|\\[//]: #");

    private DefinitionScreen() {}

    private record Finding(String what, List<Pattern> patterns) {
        Finding(String what, String... patterns) {
            this(what, Stream.of(patterns)
                    .map(each -> Pattern.compile(each, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)).toList());
        }

        boolean isIn(String text) {
            return patterns.stream().anyMatch(each -> each.matcher(text).find());
        }
    }

    /// What is suspicious of it, each as the end of a sentence that begins with "It"; empty when nothing is.
    public static List<String> findings(ToolDefinition tool) {
        String shown = tool.title() + "\n" + tool.description() + "\n" + Json.text(tool.inputSchema())
                + (tool.outputSchema() == null ? "" : "\n" + Json.text(tool.outputSchema()));
        List<String> findings = new ArrayList<>();
        if (HIDDEN.matcher(shown).find()) {
            findings.add("holds characters that nobody sees");
        }
        String flat = shown.replaceAll("\\s+", " ");
        TEXTS.stream().filter(each -> each.isIn(flat)).map(Finding::what).forEach(findings::add);
        if (COMMENT.matcher(shown).find()) {
            findings.add("holds a comment that a page would not show");
        }
        if (ENCODED.matcher(shown).find()) {
            findings.add("holds a long encoded text");
        }
        return findings;
    }
}
