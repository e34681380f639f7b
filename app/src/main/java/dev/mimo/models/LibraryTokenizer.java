package dev.mimo.models;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Any tokenizer that a `tokenizer.json` describes, by Hugging Face's own library.
///
/// Only its native part is used, and of that only what reads a description that is given as text: what can fetch one
/// from elsewhere is never called, and the Java part that unpacks files into a cache and reports to its makers is not
/// on the class path.
final class LibraryTokenizer implements TextTokenizer {
    private static final long FILE_BYTES_MAX = 64 << 20;
    private static final TokenizersLibrary LIBRARY = TokenizersLibrary.LIB;
    private static final Cleaner CLEANER = Cleaner.create();

    private final long handle;
    /// Texts that stand for special tokens.
    private final List<String> specials;

    private LibraryTokenizer(long handle, List<String> specials) {
        this.handle = handle;
        this.specials = specials;
        // calls may be under way when a model is closed: the last one lets go of it
        CLEANER.register(this, () -> LIBRARY.deleteTokenizer(handle));
    }

    /// Reads a `tokenizer.json`; the library has to be loaded by now.
    static LibraryTokenizer read(Path file) throws BrokenModelException {
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new BrokenModelException(file + " is larger than the 64 MiB a tokenizer may have.");
            }
            String description = Files.readString(file);
            List<String> specials = new ArrayList<>();
            for (JsonNode token : JsonMapper.shared().readTree(description).path("added_tokens")) {
                String content = token.path("content").asString("");
                if (token.path("special").asBoolean(false) && content.codePointCount(0, content.length()) > 1) {
                    specials.add(content);
                }
            }
            long handle = LIBRARY.createTokenizerFromString(description);
            LIBRARY.disablePadding(handle);
            LIBRARY.disableTruncation(handle);
            return new LibraryTokenizer(handle, specials);
        } catch (IOException | JacksonException e) {
            throw new BrokenModelException(file + " cannot be read as a tokenizer: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw new BrokenModelException(file + " describes a tokenizer that cannot be used: " + e.getMessage(), e);
        }
    }

    @Override
    public Encoded encode(String prefix, String text, int limit) {
        String whole = prefix + plain(text);
        return encoding(whole, true, encoding -> {
            long[] ids = LIBRARY.getTokenIds(encoding);
            long[] special = LIBRARY.getSpecialTokenMask(encoding);
            long[] words = LIBRARY.getWordIds(encoding);
            @Nullable
            CharSpan[] spans = LIBRARY.getTokenCharSpans(encoding);
            int[] at = offsets(whole);
            int cut = Math.max(0, ids.length - limit);
            int[] kept = new int[ids.length - cut];
            List<Piece> pieces = new ArrayList<>(kept.length);
            int tail = trailing(special);
            for (int i = 0; i < ids.length; i++) {
                // those that end the text stay, whatever is cut before them
                if (i >= ids.length - tail - cut && i < ids.length - tail) {
                    continue;
                }
                kept[pieces.size()] = (int) ids[i];
                CharSpan span = spans[i];
                // a token often begins with the space before its word, which is the end of the prefix
                if (special[i] != 0 || span == null || at[span.getEnd()] <= prefix.length()) {
                    pieces.add(Piece.NOTHING);
                } else {
                    String own = whole.substring(Math.max(prefix.length(), at[span.getStart()]), at[span.getEnd()]);
                    pieces.add(new Piece(own.strip(), i > 0 && words[i] >= 0 && words[i] == words[i - 1]));
                }
            }
            return new Encoded(kept, pieces);
        });
    }

    @Override
    public int count(CharSequence text) {
        return encoding(plain(text.toString()), false, encoding -> LIBRARY.getTokenIds(encoding).length);
    }

    @FunctionalInterface
    private interface Reading<T> {
        T of(long encoding);
    }

    private <T> T encoding(String text, boolean special, Reading<T> reading) {
        long encoding = LIBRARY.encode(handle, text, special);
        try {
            return reading.of(encoding);
        } finally {
            LIBRARY.deleteEncoding(encoding);
            Reference.reachabilityFence(this);
        }
    }

    private static int trailing(long[] special) {
        int count = 0;
        while (count < special.length && special[special.length - 1 - count] != 0) {
            count++;
        }
        return count;
    }

    /// Without lone surrogates, which no encoding has, and with names of special tokens broken up.
    private String plain(String text) {
        String plain = text;
        for (String special : specials) {
            if (plain.contains(special)) {
                int half = special.offsetByCodePoints(0, 1);
                plain = plain.replace(special, special.substring(0, half) + " " + special.substring(half));
            }
        }
        return plain.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                ? plain.codePoints().map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString()
                : plain;
    }

    /// Where each code point begins; the library counts those.
    private static int[] offsets(String text) {
        int[] offsets = new int[text.codePointCount(0, text.length()) + 1];
        int at = 0;
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = at;
            at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
        }
        return offsets;
    }
}
