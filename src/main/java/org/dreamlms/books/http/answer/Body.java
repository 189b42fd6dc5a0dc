package org.dreamlms.books.http.answer;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;

/**
 * An answer's bytes that are in memory already, sent no faster than the client takes them: a large
 * one in slices, of which no more than one waits. So a client that reads slowly holds up little
 * memory, and its connection, on which a slice after the other is done, does not count as idle.
 *
 * @param bytes nobody writes to them
 */
public record Body(byte[] bytes) {

    private static final int SLICE = 64 * 1024;

    /**
     * Sends it all and ends the response; to a HEAD only how many bytes there are.
     *
     * @param method of the request that is answered
     */
    public void sendTo(HttpServerResponse response, HttpMethod method) {
        if (bytes.length <= SLICE) {
            response.end(Buffer.buffer(bytes));
            return;
        }
        response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length));
        if (method == HttpMethod.HEAD) {
            response.end();
        } else {
            send(response, 0);
        }
    }

    /** Whether it is so large that it takes several writes. */
    boolean large() {
        return bytes.length > SLICE;
    }

    private void send(HttpServerResponse response, int from) {
        int next = from;
        while (next < bytes.length) {
            int length = Math.min(SLICE, bytes.length - next);
            var written = response.write(Buffer.buffer(length).appendBytes(bytes, next, length));
            next += length;
            if (!written.isComplete()) {
                int rest = next;
                // When it fails the client has gone, and there is nobody to go on for.
                written.onSuccess(done -> send(response, rest));
                return;
            }
            if (written.failed()) {
                return;
            }
        }
        response.end();
    }
}
