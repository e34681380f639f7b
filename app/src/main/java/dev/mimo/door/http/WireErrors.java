package dev.mimo.door.http;

import dev.mimo.json.Json;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Gives the errors of the server beneath (malformed HTTP, headers too long) the shape of all others.
final class WireErrors extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback done) {
        int status = response.getStatus();
        HttpFields.Mutable headers = response.getHeaders();
        AnswerHeaders.secure(headers, AnswerHeaders.newRequestId());
        byte[] content = describe(headers, status);
        response.write(true, ByteBuffer.wrap(content), done);
        return true;
    }

    private static byte[] describe(HttpFields.Mutable headers, int status) {
        ProblemDetails problem = ProblemCatalog.wire(status);
        byte[] content = Json.bytes(problem.toJson());
        headers.put("Content-Type", ProblemDetails.MEDIA_TYPE);
        headers.put("Content-Length", content.length);
        Long pause = problem.retryAfterSeconds();
        if (pause != null) {
            headers.put("Retry-After", pause.toString());
        }
        return content;
    }
}
