package dev.mimo.call;

import dev.mimo.json.Json;
import dev.mimo.json.JsonFault;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.refusal.Refusal;
import dev.mimo.refusal.RefusedException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON of a request, read strictly: what cannot be read is refused, by the field that it is in.
public final class RequestJson {
    private static final String WHOLE = "body";

    private RequestJson() {}

    /// Reads one object from UTF-8.
    ///
    /// @throws RefusedException `Invalid` naming the field (`body` for the whole), or `TooLarge`; see `Json`
    public static ObjectNode object(byte[] utf8, JsonLimits limits) {
        try {
            return Json.parseObject(utf8, limits);
        } catch (MalformedJsonException malformed) {
            throw refusal(malformed.fault());
        }
    }

    /// Reads one value of whatever kind, as `object` does otherwise.
    public static JsonNode value(byte[] utf8, JsonLimits limits) {
        try {
            return Json.parse(utf8, limits);
        } catch (MalformedJsonException malformed) {
            throw refusal(malformed.fault());
        }
    }

    /// What is answered to whoever sent such a text.
    public static RefusedException refusal(JsonFault fault) {
        String field = fault.path().isEmpty() ? WHOLE : fault.path();
        return fault.tooLarge()
                ? Refusal.tooLarge(field, fault.problem(), fault.remedy())
                : Refusal.invalid(field, fault.problem(), fault.remedy());
    }
}
