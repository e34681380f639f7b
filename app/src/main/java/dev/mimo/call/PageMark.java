package dev.mimo.call;

import dev.mimo.file.Sha256;
import dev.mimo.json.Json;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import dev.mimo.terms.Cursor;
import dev.mimo.terms.Namespace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Ties cursors to what was asked, so that a page of one question is never taken for a page of another. A cursor is
/// a form, a digest of the question and the place where the page begins, in base 64 that fits an address.
///
/// It keeps honest callers from a mistake; it is no secret, and opens nothing that its namespace does not.
public final class PageMark {
    private static final byte FORM = 1;
    private static final int DIGEST_BYTES = 8;

    private final byte[] digest;

    private PageMark(byte[] digest) {
        this.digest = digest;
    }

    /// @param request as JSON
    /// @param paging fields that may differ from page to page
    public static PageMark of(Namespace namespace, ObjectNode request, Set<String> paging) {
        String asked = request.properties().stream()
                .filter(field -> !paging.contains(field.getKey()) && !field.getKey().equals("namespace"))
                .map(field -> field.getKey() + ":" + canonical(field.getValue()))
                .sorted().collect(Collectors.joining(","));
        return new PageMark(Arrays.copyOf(Sha256.of(namespace + "\n" + asked), DIGEST_BYTES));
    }

    /// The same for all that is asked alike: neither the order of names nor that of a list means anything here, and
    /// 1 is 1.0.
    private static String canonical(JsonNode value) {
        if (value instanceof ObjectNode object) {
            return object.properties().stream().filter(field -> !field.getValue().isNull())
                    .map(field -> field.getKey() + ":" + canonical(field.getValue()))
                    .sorted().collect(Collectors.joining(",", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream().map(PageMark::canonical).sorted().collect(Collectors.joining(",", "[", "]"));
        }
        return value.isNumber() ? Double.toString(value.doubleValue()) : Json.text(value);
    }

    /// The cursor of the page that begins at that place.
    public Cursor at(String place) {
        byte[] text = place.getBytes(StandardCharsets.UTF_8);
        byte[] all = ByteBuffer.allocate(1 + DIGEST_BYTES + text.length).put(FORM).put(digest).put(text).array();
        return new Cursor(Base64.getUrlEncoder().withoutPadding().encodeToString(all));
    }

    /// Where the page begins that a cursor of this question stands for.
    ///
    /// @param other what another question is called, and what to do instead: "list; ask for this one"
    /// @throws RefusedException `Invalid` when `at` never made it, or made it for another question
    public String place(Cursor cursor, String other) {
        byte[] all;
        try {
            all = Base64.getUrlDecoder().decode(cursor.value());
        } catch (IllegalArgumentException _) {
            throw notOurs();
        }
        if (all.length <= 1 + DIGEST_BYTES || all[0] != FORM) {
            throw notOurs();
        }
        if (!Arrays.equals(digest, Arrays.copyOfRange(all, 1, 1 + DIGEST_BYTES))) {
            throw Refusal.invalid("cursor", "belongs to another " + other + " without a cursor first",
                    "A cursor goes with all that it was given for; only the size of the page may change.");
        }
        return new String(all, 1 + DIGEST_BYTES, all.length - 1 - DIGEST_BYTES, StandardCharsets.UTF_8);
    }

    public static RefusedException notOurs() {
        return Refusal.invalid("cursor", "is not one that a page gave", "Begin without one.");
    }
}
