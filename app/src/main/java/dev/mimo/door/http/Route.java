package dev.mimo.door.http;

import java.io.IOException;
import tools.jackson.databind.node.ObjectNode;

/// A way through the door: method, path, who answers, and on which terms.
///
/// @param path literal segments and `{names}`: `/v1/memories/{id}`
/// @param errors how problems are told
public record Route(String method, String path, RouteHandler handler, Entry entry, ErrorForm errors) {

    /// How problems are told to the callers of a route: as `application/problem+json`, or as those expect it who speak
    /// another's protocol.
    public record ErrorForm(String mediaType, ErrorWriter writer) {
        public static final ErrorForm PROBLEM = new ErrorForm(ProblemDetails.MEDIA_TYPE, ProblemDetails::toJson);
    }

    /// Writes a problem as a body.
    @FunctionalInterface
    public interface ErrorWriter {
        ObjectNode write(ProblemDetails problem);
    }

    /// On which terms callers come in.
    ///
    /// @param open without a key, even where one is asked for
    /// @param counted against the limit of requests at once; health answers are not, or load would look like death
    /// @param bodyBytesMax 0 for the door's default
    /// @param timed whether an answer is given up after a while; one that takes a file, or gives all there is, is not
    /// @param head whether `HEAD` is answered where `GET` is; a stream has nothing that could be told without it
    public record Entry(boolean open, boolean counted, int bodyBytesMax, boolean timed, boolean head) {
        public static final Entry USUAL = new Entry(false, true, 0);
        public static final Entry OPEN = new Entry(true, true, 0);
        public static final Entry UNTIMED = new Entry(false, true, 0, false, true);
        public static final Entry STREAM = new Entry(false, true, 0, true, false);

        public Entry(boolean open, boolean counted, int bodyBytesMax) {
            this(open, counted, bodyBytesMax, true, true);
        }

        public static Entry withBody(int bytesMax) {
            return new Entry(false, true, bytesMax);
        }
    }

    /// Answers the requests of a route.
    @FunctionalInterface
    public interface RouteHandler {
        /// Answers, exactly once, before it returns; runs on a virtual thread of its own, so it may block.
        ///
        /// @throws dev.mimo.refusal.RefusedException to answer with a problem
        /// @throws IOException when the caller is gone
        void handle(HttpExchange exchange) throws IOException;
    }

    public static Route of(String method, String path, RouteHandler handler) {
        return new Route(method, path, handler, Entry.USUAL, ErrorForm.PROBLEM);
    }

    public Route on(Entry terms) {
        return new Route(method, path, handler, terms, errors);
    }

    /// The same, with problems told so.
    public Route telling(ErrorForm form) {
        return new Route(method, path, handler, entry, form);
    }
}
