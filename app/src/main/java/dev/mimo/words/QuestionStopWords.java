package dev.mimo.words;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Words that make a sentence a question, and the small words that hold it together: they say nothing about what
/// is asked for, and every text has them. Only questions lose them; stored texts keep every word.
public final class QuestionStopWords {
    private static final String ASKING = """
            who whom whose what which when where why how
            who's who're who've who'd who'll what's what're what'd what'll where's where'd when's when'd why'd
            how's how'd""";
    private static final String AUXILIARIES = """
            am is are was were be been being do does did doing done has have had having
            can could will would shall should may might must not
            isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't
            can't couldn't won't wouldn't shouldn't""";
    private static final String ARTICLES_AND_POINTERS = "a an the this that these those there here";
    private static final String PREPOSITIONS = "of to in into on at by for from with about as";
    private static final String CONJUNCTIONS = "and or if than then so";
    private static final String PRONOUNS = """
            i me my you your he him his she her it its we us our they them their
            i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll
            we're we've we'd we'll they're they've they'd they'll""";

    private static final Set<String> ALL = Stream
            .of(ASKING, AUXILIARIES, ARTICLES_AND_POINTERS, PREPOSITIONS, CONJUNCTIONS, PRONOUNS)
            .flatMap(words -> Stream.of(words.strip().split("\\s+")))
            .collect(Collectors.toUnmodifiableSet());

    private QuestionStopWords() {}

    /// @param word in lower case, without possessive, not stemmed
    /// @param written as the question has it: a capital tells the month from the auxiliary
    public static boolean contain(String word, String written) {
        return ALL.contains(word) && !written.equals("May");
    }
}
