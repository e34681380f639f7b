package dev.mimo.words;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;
import org.apache.lucene.util.UnicodeUtil;
import org.tartarus.snowball.ext.EnglishStemmer;

/// Walks the words of one text after another; dear to make, so it is used again. For one thread at a time.
final class WordSegmenter {
    /// Part of the stored form of terms: never changes without `TextAnalyzer.VERSION`.
    private static final int SEED = 0x6d696d6f;

    private final StandardTokenizer tokenizer = new StandardTokenizer();
    private final TokenStream words = new ASCIIFoldingFilter(
            new EnglishPossessiveFilter(new LowerCaseFilter(tokenizer)));
    private final CharTermAttribute word = words.addAttribute(CharTermAttribute.class);
    private final OffsetAttribute place = words.addAttribute(OffsetAttribute.class);
    private final EnglishStemmer stemmer = new EnglishStemmer();
    private final BytesRef utf8 = new BytesRef(64);
    private String text = "";

    void open(String opened) {
        // an accent may come as a character of its own, which folding would not see
        text = Normalizer.normalize(opened, Normalizer.Form.NFC);
        tokenizer.setReader(new StringReader(text));
        try {
            words.reset();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// Moves to the next word; false at the end of the text.
    boolean next() {
        try {
            return words.incrementToken();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /// The word as the text has it.
    String written() {
        return text.substring(place.startOffset(), place.endOffset());
    }

    /// The word in lower case, without accents and possessive, not stemmed. To be asked before `stemHash`.
    String word() {
        return word.toString();
    }

    /// The hash of the word's stem. Asked once a word: it stems in place.
    int stemHash() {
        stemmer.setCurrent(word.buffer(), word.length());
        stemmer.stem();
        int length = stemmer.getCurrentBufferLength();
        int bytesMax = UnicodeUtil.maxUTF8Length(length);
        if (utf8.bytes.length < bytesMax) {
            utf8.bytes = new byte[bytesMax];
        }
        utf8.length = UnicodeUtil.UTF16toUTF8(stemmer.getCurrentBuffer(), 0, length, utf8.bytes);
        return StringHelper.murmurhash3_x86_32(utf8, SEED);
    }

    void close() {
        try {
            words.end();
            words.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        text = "";
    }
}
