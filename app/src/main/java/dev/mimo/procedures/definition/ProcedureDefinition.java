package dev.mimo.procedures.definition;

import dev.mimo.file.Sha256;
import dev.mimo.json.Json;
import tools.jackson.databind.node.ObjectNode;

/// A procedure that was read without a problem.
///
/// @param version as semantic versioning has it
/// @param description empty when there is none
/// @param source the whole of it as it is written
public record ProcedureDefinition(String name, String version, String description, StateMachine machine,
        ObjectNode source) {
    /// Tells it from every other definition.
    public String digest() {
        return Sha256.label(Json.bytes(source));
    }
}
