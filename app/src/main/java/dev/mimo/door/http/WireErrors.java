package dev.mimo.door.http;

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
        HttpFields.Mutable headers = response.getHeaders();
        AnswerHeaders.secure(headers, AnswerHeaders.newRequestId());
        byte[] content = AnswerHeaders.describe(headers, ProblemCatalog.wire(response.getStatus()),
                Route.ErrorForm.PROBLEM);
        response.write(true, ByteBuffer.wrap(content), done);
        return true;
    }
}
