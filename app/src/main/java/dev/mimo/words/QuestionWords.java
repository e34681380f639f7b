package dev.mimo.words;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words that make a sentence a question, and the small words that hold it together: they say nothing about what
/// is asked for, and every text has them. Only questions lose them; stored texts keep every word.
final class QuestionWords {
    private static final String ASKING = """
            who whom whose what which when where why how
            who're who've who'd who'll what're what'd what'll where'd where're when'd why'd how'd how're""";
    private static final String AUXILIARIES = """
            am is are was were be been being do does did doing done has have had having
            can could will would shall should may might must
            isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't
            can't couldn't won't wouldn't shouldn't""";
    private static final String ARTICLES_AND_POINTERS = "a an the this that these those there here";
    private static final String PREPOSITIONS = """
            of to in on at by for from with about into onto during between after before since until as""";
    private static final String CONJUNCTIONS = "and or but if than then so";
    private static final String PRONOUNS = """
            i me my mine you your yours he him his she her hers it its we us our ours they them their theirs
            i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll
            we're we've we'd we'll they're they've they'd they'll""";

    private static final Set<String> ALL = Stream
            .of(ASKING, AUXILIARIES, ARTICLES_AND_POINTERS, PREPOSITIONS, CONJUNCTIONS, PRONOUNS)
            .flatMap(words -> Stream.of(words.strip().split("\\s+")))
            .collect(Collectors.toUnmodifiableSet());

    private QuestionWords() {}

    /// @param word in lower case, without possessive, not stemmed
    static boolean contain(String word) {
        return ALL.contains(word);
    }
}
