package dev.mimo.mcp.client.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpResponse.ResponseInfo;
import org.jspecify.annotations.Nullable;

/// The body of an answer that may be given up before it is there. The JDK's client closes what it is waiting for when
/// its caller is interrupted; an answer whose head arrives in that very moment would be nobody's, and its stream stay
/// open.
final class ArrivingBody implements BodyHandler<InputStream> {
    // guarded by this
    private @Nullable InputStream arrived;
    private boolean unwanted;

    @Override
    public BodySubscriber<InputStream> apply(ResponseInfo head) {
        BodySubscriber<InputStream> subscriber = BodySubscribers.ofInputStream();
        var _ = subscriber.getBody().thenAccept(this::arrive);
        return subscriber;
    }

    private synchronized void arrive(InputStream body) {
        arrived = body;
        if (unwanted) {
            close(body);
        }
    }

    /// Nobody reads it, whether it is there already or not.
    synchronized void giveUp() {
        unwanted = true;
        if (arrived != null) {
            close(arrived);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException _) {
            // nobody reads it
        }
    }
}
