package dev.mimo.mcp.client.oauth.web;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.mcp.client.oauth.web.AuthorizationException.Problem;
import dev.mimo.mcp.codec.FieldReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One JSON object that a stranger sent, read strictly as JSON (no name twice) and leniently as to its members: what
/// is of another type than expected counts as absent, and nobody trips over members that mean nothing here.
public final class MetadataDocument {
    private final FieldReader fields;

    private MetadataDocument(FieldReader fields) {
        this.fields = fields;
    }

    /// @param what it is, for the message
    /// @throws AuthorizationException `MALFORMED`
    public static MetadataDocument of(byte[] body, String what) {
        try {
            return new MetadataDocument(new FieldReader(Json.parseObject(body, JsonLimits.defaults()), what));
        } catch (MalformedJsonException _) {
            throw new AuthorizationException(Problem.MALFORMED, what + " is not a JSON object.");
        }
    }

    /// @return absent also when it is empty
    public @Nullable String text(String name) {
        String text = fields.text(name, "");
        return text.isEmpty() ? null : text;
    }

    public boolean flag(String name) {
        return fields.bool(name, false);
    }

    /// A whole number, also when it is written as a text; absent when it is neither, or negative.
    public @Nullable Long number(String name) {
        Double number = fields.maybeNumber(name);
        if (number != null) {
            return number >= 0 && number <= Integer.MAX_VALUE * 1_000L ? number.longValue() : null;
        }
        String text = fields.text(name, "");
        return text.matches("[0-9]{1,12}") ? Long.valueOf(text) : null;
    }

    /// The texts of an array; absent when there is no array.
    public @Nullable List<String> texts(String name) {
        return fields.node().path(name).isArray() ? fields.texts(name) : null;
    }

    public List<String> textsOrNone(String name) {
        return fields.texts(name);
    }
}
