package dev.mimo.door.http;

import org.jspecify.annotations.Nullable;

/// A way through the door: method, path, who answers, and on which terms.
///
/// @param method absent takes every method, `OPTIONS` included
/// @param path literal segments and `{names}`: `/v1/memories/{id}`
public record Route(@Nullable String method, String path, RouteHandler handler, Entry entry) {

    /// On which terms callers come in.
    ///
    /// @param open without a key, even where one is asked for
    /// @param counted against the limit of requests at once; health answers are not, or load would look like death
    /// @param bodyBytesMax 0 for the door's default
    public record Entry(boolean open, boolean counted, int bodyBytesMax) {
        public static final Entry USUAL = new Entry(false, true, 0);
        public static final Entry OPEN = new Entry(true, true, 0);

        public static Entry withBody(int bytesMax) {
            return new Entry(false, true, bytesMax);
        }
    }

    public static Route of(String method, String path, RouteHandler handler) {
        return new Route(method, path, handler, Entry.USUAL);
    }

    /// A handler that sees to the methods itself.
    public static Route mount(String path, RouteHandler handler) {
        return new Route(null, path, handler, Entry.USUAL);
    }

    public Route on(Entry terms) {
        return new Route(method, path, handler, terms);
    }
}
