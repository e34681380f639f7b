package dev.mimo.door.http;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Names requests; unique enough to find one in a log, and no secret.
final class RequestId {
    private RequestId() {}

    static String next() {
        return "r_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }
}
