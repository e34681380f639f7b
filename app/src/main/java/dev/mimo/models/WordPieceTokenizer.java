package dev.mimo.models;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.IntStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The uncased BERT tokenizer: each word becomes the longest pieces the vocabulary has, first to last. Safe for
/// many threads. Text that spells a special token, such as `[SEP]`, is ordinary text: what is remembered cannot
/// steer the model.
final class WordPieceTokenizer implements TextTokenizer {
    private static final long FILE_BYTES_MAX = 32 << 20;

    private final Map<String, Integer> starts = new HashMap<>();
    private final Map<String, Integer> continuations = new HashMap<>();
    private final Piece[] pieces;
    private final ReadableScripts scripts = new ReadableScripts();
    private final int first;
    private final int last;
    private final int unknown;
    private final int wordMax;
    private final int pieceMax;

    /// @param vocabulary ids by piece, as in `tokenizer.json`
    /// @param wordMax longest word in code points; longer ones are unknown
    private WordPieceTokenizer(Map<String, Integer> vocabulary, String continuation, String unknown, int wordMax)
            throws BrokenModelException {
        int longest = 0;
        pieces = new Piece[1 + vocabulary.values().stream().mapToInt(Integer::intValue).max().orElse(0)];
        Arrays.fill(pieces, Piece.NOTHING);
        for (Entry<String, Integer> entry : vocabulary.entrySet()) {
            String piece = entry.getKey();
            boolean continues = piece.length() > continuation.length() && piece.startsWith(continuation);
            String text = continues ? piece.substring(continuation.length()) : piece;
            (continues ? continuations : starts).put(text, entry.getValue());
            pieces[entry.getValue()] = new Piece(text, continues);
            scripts.add(text);
            longest = Math.max(longest, text.length());
        }
        this.pieceMax = longest;
        this.wordMax = wordMax;
        this.first = special("[CLS]");
        this.last = special("[SEP]");
        this.unknown = special(unknown);
        pieces[this.unknown] = Piece.NOTHING;
    }

    /// Reads a `tokenizer.json`, which must describe an uncased WordPiece tokenizer.
    static WordPieceTokenizer read(Path file) throws BrokenModelException {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new BrokenModelException(file + " is larger than the 32 MiB a tokenizer may have.");
            }
            JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(file));
            JsonNode model = root.path("model");
            if (!isUncasedWordPiece(root)) {
                throw new BrokenModelException(file + " is not an uncased WordPiece tokenizer.");
            }
            Map<String, Integer> vocabulary = new HashMap<>();
            for (Entry<String, JsonNode> entry : model.path("vocab").properties()) {
                vocabulary.put(entry.getKey(), entry.getValue().asInt());
            }
            return new WordPieceTokenizer(vocabulary, model.path("continuing_subword_prefix").asString("##"),
                    model.path("unk_token").asString("[UNK]"), model.path("max_input_chars_per_word").asInt(100));
        } catch (IOException | JacksonException e) {
            throw new BrokenModelException(file + " cannot be read as a tokenizer: " + e.getMessage(), e);
        }
    }

    private static boolean isUncasedWordPiece(JsonNode root) {
        JsonNode model = root.path("model");
        JsonNode normalizer = root.path("normalizer");
        // some files leave the type out; the prefix of continuations then tells WordPiece from the others
        return model.path("type").asString("WordPiece").equals("WordPiece") && model.has("continuing_subword_prefix")
                && normalizer.path("type").asString("").equals("BertNormalizer")
                && normalizer.path("lowercase").asBoolean(false);
    }

    private int special(String token) throws BrokenModelException {
        Integer id = starts.get(token);
        if (id == null) {
            throw new BrokenModelException("The tokenizer's vocabulary lacks " + token + ".");
        }
        return id;
    }

    /// The ids of the text's tokens between the two special ones; the end of a longer text is cut.
    ///
    /// @param limit most tokens in all, at least 2
    int[] encode(CharSequence text, int limit) {
        Ids ids = new Ids(limit - 1);
        ids.add(first);
        BertPreTokenizer.split(text, (word, from, to) -> {
            addWord(word, from, to, ids);
            return ids.size < ids.limit;
        });
        return ids.endedBy(last);
    }

    @Override
    public Encoded encode(String prefix, String text, int limit) {
        int[] ids = encode(prefix + text, limit);
        // those of the prefix and the special ones around are not the text's own
        int from = 1 + count(prefix);
        return new Encoded(ids, IntStream.range(0, ids.length)
                .mapToObj(i -> i < from || i == ids.length - 1 ? Piece.NOTHING : piece(ids[i])).toList());
    }

    /// Whether the file describes an uncased WordPiece tokenizer, which this class can be.
    static boolean canRead(Path file) throws BrokenModelException {
        try {
            return isUncasedWordPiece(JsonMapper.shared().readTree(Files.readAllBytes(file)));
        } catch (IOException | JacksonException e) {
            throw new BrokenModelException(file + " cannot be read as a tokenizer: " + e.getMessage(), e);
        }
    }

    /// The piece an id of `encode` stands for.
    Piece piece(int id) {
        return pieces[id];
    }

    @Override
    public int count(CharSequence text) {
        Ids ids = new Ids(Integer.MAX_VALUE);
        BertPreTokenizer.split(text, (word, from, to) -> {
            addWord(word, from, to, ids);
            return true;
        });
        return ids.size;
    }

    /// In scripts that it has words of: of the text's letters, digits and pictures; 0 when it has none of these.
    @Override
    public double knownShare(CharSequence text) {
        int[] all = new int[1];
        int[] known = new int[1];
        BertPreTokenizer.split(text, (word, from, to) -> {
            int[] letters = word.substring(from, to).codePoints().filter(WordPieceTokenizer::says).toArray();
            all[0] += letters.length;
            if (letters.length > 0 && isKnown(word, from, to)) {
                known[0] += (int) Arrays.stream(letters).filter(scripts::contain).count();
            }
            return true;
        });
        return all[0] == 0 ? 0 : (double) known[0] / all[0];
    }

    private static boolean says(int c) {
        return Character.isLetterOrDigit(c) || Character.getType(c) == Character.OTHER_SYMBOL;
    }

    private boolean isKnown(String word, int from, int to) {
        Ids ids = new Ids(Integer.MAX_VALUE);
        addWord(word, from, to, ids);
        return ids.values[0] != unknown;
    }

    private void addWord(String text, int from, int to, Ids ids) {
        int before = ids.size;
        if (text.codePointCount(from, to) > wordMax) {
            ids.add(unknown);
            return;
        }
        for (int start = from; start < to;) {
            Map<String, Integer> pieces = start == from ? starts : continuations;
            Integer id = null;
            int end = Math.min(to, start + pieceMax) + 1;
            while (id == null && --end > start) {
                id = pieces.get(text.substring(start, end));
            }
            if (id == null) {
                // a part without a piece makes the whole word unknown
                ids.size = before;
                ids.add(unknown);
                return;
            }
            ids.add(id);
            start = end;
        }
    }

    /// A growing list of ids that ignores what is past its limit.
    private static final class Ids {
        private int[] values = new int[64];
        private int size;
        private final int limit;

        Ids(int limit) {
            this.limit = limit;
        }

        void add(int id) {
            if (size == limit) {
                return;
            }
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = id;
        }

        int[] endedBy(int id) {
            int[] all = Arrays.copyOf(values, size + 1);
            all[size] = id;
            return all;
        }
    }
}
