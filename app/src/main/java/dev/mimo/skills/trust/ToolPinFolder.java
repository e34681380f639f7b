package dev.mimo.skills.trust;

import dev.mimo.file.AtomicFile;
import dev.mimo.file.Sha256;
import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.json.MalformedJsonException;
import dev.mimo.mcp.codec.MalformedMessageException;
import dev.mimo.mcp.codec.ToolCodec;
import dev.mimo.mcp.model.ToolDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.JsonNodeException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The pinned tools of skills, a file for each, replaced in one step. A file that is damaged, or that another hand has
/// changed, pins nothing and approves nothing. Several processes may use it.
public final class ToolPinFolder {
    private static final int BYTES_MAX = 8 << 20;

    private final Path folder;

    /// @param folder made by the first pin
    public ToolPinFolder(Path folder) {
        this.folder = folder;
    }

    /// What is known of a skill.
    public sealed interface Found {
        /// It was never seen.
        record Nothing() implements Found {}

        /// It was seen, and what was approved cannot be told any more.
        record Damaged() implements Found {}

        record Pinned(ToolPins pins) implements Found {}
    }

    public Found find(String skill) {
        try (InputStream in = Files.newInputStream(file(skill))) {
            return new Found.Pinned(decode(in.readNBytes(BYTES_MAX + 1), skill));
        } catch (NoSuchFileException _) {
            return new Found.Nothing();
        } catch (IOException | MalformedJsonException | MalformedMessageException | JsonNodeException
                | IllegalArgumentException | DateTimeException _) {
            return new Found.Damaged();
        }
    }

    /// Puts it in place of what was known of the skill.
    public void keep(ToolPins pins) throws IOException {
        Files.createDirectories(folder);
        ObjectNode tree = tree(pins);
        byte[] text = Json.bytes(Json.object().put("digest", digest(tree)).setAll(tree));
        if (text.length > BYTES_MAX) {
            throw new IOException("the tools of '" + pins.skill() + "' take more than " + BYTES_MAX + " bytes");
        }
        AtomicFile.write(file(pins.skill()), text, AtomicFile.Option.OWNER_ONLY, AtomicFile.Option.FORCED);
    }

    /// Forgets the skill: it is seen for the first time when it comes again.
    public void remove(String skill) throws IOException {
        Files.deleteIfExists(file(skill));
    }

    private static ObjectNode tree(ToolPins pins) {
        ObjectNode tree = Json.object().put("skill", pins.skill()).put("since", pins.since().toString());
        tree.set("approved", tools(pins.approved()));
        if (!pins.offered().equals(pins.approved())) {
            tree.set("offered", tools(pins.offered()));
        }
        return tree;
    }

    private static ArrayNode tools(List<ToolDefinition> tools) {
        ArrayNode array = Json.array();
        tools.forEach(tool -> array.add(ToolCodec.write(tool)));
        return array;
    }

    private static ToolPins decode(byte[] text, String skill) {
        ObjectNode tree = Json.parseObject(text, JsonLimits.defaults().withBytesMax(BYTES_MAX));
        JsonNode digest = tree.remove("digest");
        if (digest == null || !digest.asString("").equals(digest(tree))
                || !tree.path("skill").asString("").equals(skill)) {
            throw new IllegalArgumentException("not as it was written");
        }
        List<ToolDefinition> approved = read(tree.required("approved"));
        return new ToolPins(skill, approved, tree.has("offered") ? read(tree.required("offered")) : approved,
                Instant.parse(tree.required("since").stringValue()));
    }

    private static List<ToolDefinition> read(JsonNode array) {
        List<ToolDefinition> tools = new ArrayList<>();
        array.forEach(tool -> tools.add(ToolCodec.read(tool)));
        return tools;
    }

    private static String digest(ObjectNode tree) {
        return Sha256.label(Json.bytes(tree));
    }

    /// Some file systems take `Files` and `files` for the same name, so the digest of the name stands beside it.
    private Path file(String skill) {
        return folder.resolve(skill + "-" + HexFormat.of().formatHex(Sha256.of(skill)).substring(0, 8) + ".json");
    }
}
