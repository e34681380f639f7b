package dev.mimo.door.chat;

import dev.mimo.door.http.Route.ErrorForm;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// How clients of one kind speak to a language model.
interface ChatWire {
    ErrorForm errors();

    /// A request in the inner form; refuses what cannot be put so.
    ///
    /// @param request without `mimo`; may be changed
    ObjectNode chat(ObjectNode request);

    /// An answer as these clients read it.
    ///
    /// @param request as it came
    /// @param answer in the inner form, with `mimo`
    ObjectNode answer(ObjectNode request, ObjectNode answer);

    /// For one stream.
    ///
    /// @param request as it came
    StreamWriter writer(ObjectNode request, EventSender events);

    /// Writes one answer as a stream.
    interface StreamWriter {
        /// @param chunk in the inner form; the last one has `mimo`
        void chunk(ObjectNode chunk) throws IOException;

        /// After the last.
        void end() throws IOException;
    }

    /// Sends one event.
    @FunctionalInterface
    interface EventSender {
        /// @param name absent for the default
        void send(@Nullable String name, String data) throws IOException;
    }
}
