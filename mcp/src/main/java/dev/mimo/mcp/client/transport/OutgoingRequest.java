package dev.mimo.mcp.client.transport;

import dev.mimo.mcp.Message;
import dev.mimo.mcp.Revision;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request on its way out.
///
/// @param stateless the revision it is written in when it is of the stateless era; absent otherwise
/// @param mirrored arguments that HTTP repeats in headers, by the header's own part of its name, as plain text
public record OutgoingRequest(Message.Request message, @Nullable Revision stateless, Map<String, String> mirrored) {
    public OutgoingRequest {
        mirrored = Map.copyOf(mirrored);
    }
}
