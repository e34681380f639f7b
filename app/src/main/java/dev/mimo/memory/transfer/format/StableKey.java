package dev.mimo.memory.transfer.format;

import dev.mimo.file.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/// Keys by which the items of a file are known again when the file, or a later one, is imported once more.
final class StableKey {
    private static final int CHARS_MAX = 240;
    private static final int HASH_BYTES = 16;

    private StableKey() {}

    /// Of what names the item where it comes from; as it is when short and printable.
    static String of(ImportFormat format, String... names) {
        String plain = format.wireName() + ":" + String.join("/", names);
        boolean fits = plain.length() <= CHARS_MAX && plain.chars().allMatch(c -> c > ' ' && c < 127);
        return fits ? plain : hashed(format, names);
    }

    /// Of what the item says.
    static String hashed(ImportFormat format, String... texts) {
        MessageDigest digest = Sha256.digest();
        for (String text : texts) {
            byte[] bytes = text.strip().getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
        }
        return format.wireName() + "#" + HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
    }
}
