package dev.mimo.mcp;

import dev.mimo.json.Json;
import dev.mimo.json.JsonFault;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.JsonReading;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Messages to and from their text. Strict in what JSON-RPC 2.0 fixes, lenient towards members it does not know.
/// Immutable.
public final class MessageCodec {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonLimits limits;

    /// @param depthMax how deep a message may nest, at least 1
    public MessageCodec(int depthMax) {
        this.limits = JsonLimits.ofDepth(depthMax);
    }

    /// @param utf8 one whole message; the caller bounds its length
    public DecodedMessage decode(byte[] utf8) {
        return switch (decodeAll(utf8)) {
            case ReceivedMessages.One(DecodedMessage decoded) -> decoded;
            case ReceivedMessages.Batch _ -> malformed(null, RpcError.INVALID_REQUEST,
                    "Batches are not spoken here: send each message by itself.");
        };
    }

    /// Reads a text that may be a batch, of anything but a handshake. Whether batches are spoken is for the caller to
    /// say.
    ///
    /// @param utf8 one whole text; the caller bounds its length
    public ReceivedMessages decodeAll(byte[] utf8) {
        return switch (Json.read(utf8, limits)) {
            case JsonReading.Broken(JsonFault fault) -> new ReceivedMessages.One(unreadable(fault));
            case JsonReading.Tree(ArrayNode batch, JsonFault fault) -> batch(batch, fault);
            case JsonReading.Tree(JsonNode root, JsonFault fault) -> new ReceivedMessages.One(decode(root, fault));
        };
    }

    private static ReceivedMessages batch(ArrayNode batch, @Nullable JsonFault fault) {
        if (batch.isEmpty() || batch.size() > McpLimits.BATCH_MAX) {
            return new ReceivedMessages.One(malformed(null, RpcError.INVALID_REQUEST,
                    "A batch has 1 to " + McpLimits.BATCH_MAX + " messages."));
        }
        if (fault != null) {
            // the fault may have taken anything with it, so that none of the messages can be trusted to be whole
            return new ReceivedMessages.One(malformed(null, RpcError.INVALID_REQUEST,
                    "Invalid batch: '" + fault.path() + "' " + fault.problem() + "."));
        }
        List<DecodedMessage> parts = new ArrayList<>();
        batch.forEach(part -> parts.add(withoutHandshake(decode(part, null))));
        return new ReceivedMessages.Batch(parts);
    }

    private static DecodedMessage withoutHandshake(DecodedMessage part) {
        return part instanceof DecodedMessage.Valid(Message.Request request)
                && request.method().equals(McpMethods.INITIALIZE)
                        ? malformed(request.id(), RpcError.INVALID_REQUEST, "'initialize' must not be part of a batch.")
                        : part;
    }

    private static DecodedMessage decode(JsonNode root, @Nullable JsonFault fault) {
        if (!(root instanceof ObjectNode object)) {
            return malformed(null, RpcError.INVALID_REQUEST, "A message is a JSON object.");
        }
        RequestId id = id(object.get("id"));
        if (fault != null) {
            String where = fault.path().isEmpty() ? "the message" : "'" + fault.path() + "'";
            return malformed(fault.path().equals("id") ? null : id, RpcError.INVALID_REQUEST,
                    "Invalid message: " + where + " " + fault.problem() + ".");
        }
        if (object.has("id") && id == null && object.has("method")) {
            return malformed(null, RpcError.INVALID_REQUEST, "'id' must be a string or a whole number of 64 bits, "
                    + "in at most " + McpLimits.ID_CHARS_MAX + " characters.");
        }
        if (!isText(object.get("jsonrpc"), "2.0")) {
            return malformed(id, RpcError.INVALID_REQUEST, "'jsonrpc' must be \"2.0\".");
        }
        // some write all members that a message of any kind can have, and null for those that it has not
        return object.hasNonNull("method") ? call(object, id) : answer(object, id);
    }

    private static DecodedMessage call(ObjectNode object, @Nullable RequestId id) {
        JsonNode method = object.get("method");
        if (!method.isString()) {
            return malformed(id, RpcError.INVALID_REQUEST, "'method' must be a string.");
        }
        JsonNode params = object.get("params");
        if (params != null && !params.isNull() && !params.isObject() && id != null) {
            return malformed(id, RpcError.INVALID_PARAMS, "'params' must be an object.");
        }
        // many write null for what they leave out; a notification is never answered, so odd ones count as none as well
        ObjectNode given = params instanceof ObjectNode some ? some : Json.object();
        return new DecodedMessage.Valid(id == null
                ? new Message.Notification(method.stringValue(), given)
                : new Message.Request(id, method.stringValue(), given));
    }

    private static DecodedMessage answer(ObjectNode object, @Nullable RequestId id) {
        if (object.get("result") instanceof ObjectNode result && id != null && !object.hasNonNull("error")) {
            return new DecodedMessage.Valid(new Message.Result(id, result));
        }
        if (object.get("error") instanceof ObjectNode error && !object.hasNonNull("result")
                && isWhole(error.path("code")) && error.path("code").canConvertToInt()
                && error.path("message").isString()) {
            return new DecodedMessage.Valid(new Message.Failure(id, new RpcError(error.path("code").intValue(),
                    error.path("message").stringValue(), error.get("data"))));
        }
        return malformed(id, RpcError.INVALID_REQUEST,
                "A message has a 'method', or an 'id' and either a 'result' or an 'error'.");
    }

    private static @Nullable RequestId id(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        if (node.isString()) {
            String text = node.stringValue();
            // an answer under an id with a NUL could not be read back
            return text.indexOf('\0') < 0 && text.length() <= McpLimits.ID_CHARS_MAX ? new RequestId.Text(text) : null;
        }
        // some languages write their whole numbers as 5.0
        return isWhole(node) && node.canConvertToLong() ? new RequestId.Whole(node.longValue()) : null;
    }

    private static boolean isWhole(JsonNode node) {
        return node.isNumber() && node.canConvertToExactIntegral();
    }

    private static boolean isText(@Nullable JsonNode node, String text) {
        return node != null && node.isString() && node.stringValue().equals(text);
    }

    private static DecodedMessage.Malformed unreadable(JsonFault fault) {
        String where = fault.path().isEmpty() ? "the text" : "'" + fault.path() + "'";
        return malformed(null, RpcError.PARSE_ERROR, "Parse error: " + where + " " + fault.problem() + ".");
    }

    private static DecodedMessage.Malformed malformed(@Nullable RequestId id, int code, String message) {
        return new DecodedMessage.Malformed(id, RpcError.of(code, message));
    }

    /// The id at this place of a message's parameters, such as `requestId`; absent when there is none.
    public static @Nullable RequestId idOf(ObjectNode params, String name) {
        return id(params.get(name));
    }

    /// The message as UTF-8 on one line, without the line's end.
    public byte[] encode(Message message) {
        return Json.bytes(tree(message));
    }

    /// The messages as one batch.
    public byte[] encodeAll(List<? extends Message> messages) {
        ArrayNode batch = Json.array();
        messages.forEach(message -> batch.add(tree(message)));
        return Json.bytes(batch);
    }

    /// The message as a tree; it shares the trees of the message.
    public static ObjectNode tree(Message message) {
        ObjectNode tree = Json.object().put("jsonrpc", "2.0");
        return switch (message) {
            case Message.Request(RequestId id, String method, ObjectNode params) ->
                withParams(tree.set("id", node(id)).put("method", method), params);
            case Message.Notification(String method, ObjectNode params) ->
                withParams(tree.put("method", method), params);
            case Message.Result(RequestId id, ObjectNode result) ->
                tree.set("id", node(id)).set("result", result);
            case Message.Failure(RequestId id, RpcError error) ->
                tree.set("id", id == null ? NODES.nullNode() : node(id)).set("error", node(error));
        };
    }

    private static ObjectNode withParams(ObjectNode tree, ObjectNode params) {
        return params.isEmpty() ? tree : tree.set("params", params);
    }

    /// The id as it stands in a message.
    public static JsonNode node(RequestId id) {
        return switch (id) {
            case RequestId.Text(String value) -> NODES.stringNode(value);
            case RequestId.Whole(long value) -> NODES.numberNode(value);
        };
    }

    /// The error as it stands in a message.
    public static ObjectNode node(RpcError error) {
        ObjectNode node = Json.object().put("code", error.code()).put("message", error.message());
        return error.data() == null ? node : node.set("data", error.data());
    }
}
