package dev.mimo.mcp;

/// Carries an error from where it is found to the engine, which answers the request with it.
public final class RpcException extends RuntimeException {
    private final transient RpcError error;

    public RpcException(RpcError error) {
        // no stack trace: it is an answer, not a fault
        super(error.message(), null, false, false);
        this.error = error;
    }

    public RpcError error() {
        return error;
    }

    public static RpcException invalidParams(String message) {
        return new RpcException(RpcError.of(RpcError.INVALID_PARAMS, message));
    }

    public static RpcException invalidRequest(String message) {
        return new RpcException(RpcError.of(RpcError.INVALID_REQUEST, message));
    }

    /// As much is under way, or kept, as may be: no fault of the request, and no bug.
    ///
    /// @param message says what to wait for
    public static RpcException busy(String message) {
        return new RpcException(RpcError.of(RpcError.SERVER_ERROR, message));
    }

    public static RpcException methodNotFound(String method) {
        return new RpcException(RpcError.of(RpcError.METHOD_NOT_FOUND, "Method not found: " + method));
    }
}
