package org.dreamlms.books.dcs;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.util.concurrent.CancellationException;
import org.jboss.logging.Logger;

/** One request in JSON and its answer, which is read while it arrives and may be given up. */
final class DcsExchange<T> {

    private static final Logger LOG = Logger.getLogger(DcsExchange.class);

    private final DcsRequest<T> request;
    private UniEmitter<? super T> emitter;
    private Context context;
    private DcsRequest.Answer<T> answer;
    private HttpClientRequest sent;
    private boolean over;
    private long read;

    DcsExchange(DcsRequest<T> request) {
        this.request = request;
    }

    /** Sends it; the answer goes to the emitter, on the context. */
    void start(
            Context caller,
            HttpClient client,
            RequestOptions options,
            Buffer body,
            UniEmitter<? super T> receiver) {
        emitter = receiver;
        context = caller;
        context.runOnContext(
                run -> {
                    try {
                        client.request(options)
                                .compose(
                                        connected ->
                                                begin(connected)
                                                        ? connected.send(body)
                                                        : Future.failedFuture(
                                                                new CancellationException()))
                                .onSuccess(this::read)
                                .onFailure(this::fail);
                    } catch (RuntimeException e) {
                        fail(e);
                    }
                });
    }

    /** Nobody waits for it any more. */
    void giveUp() {
        if (finish()) {
            reset();
        }
    }

    private synchronized boolean begin(HttpClientRequest connected) {
        sent = connected;
        // The caller learns of failures from the answer; unheard, they would be logged as errors.
        connected.exceptionHandler(this::fail);
        if (over) {
            connected.reset();
        }
        return !over;
    }

    private void read(HttpClientResponse response) {
        response.exceptionHandler(this::fail);
        if (response.statusCode() / 100 != 2) {
            refused(response);
            return;
        }
        try {
            answer = request.reading().begin();
        } catch (IOException e) {
            fail(e);
            return;
        }
        response.handler(bytes -> feed(bytes, response)).endHandler(ended -> end());
    }

    /** A few bytes of explanation are read, so that the connection can be used again. */
    private void refused(HttpClientResponse response) {
        var failure = new DcsStatusException(response.statusCode());
        response.handler(
                        bytes -> {
                            read += bytes.length();
                            if (read > DcsRequest.MAX_VALUE) {
                                fail(failure);
                            }
                        })
                .endHandler(
                        ended -> {
                            if (finish()) {
                                emitter.fail(failure);
                            }
                        });
    }

    private void feed(Buffer bytes, HttpClientResponse response) {
        read += bytes.length();
        if (read > request.maxBytes()) {
            fail(DcsException.tooLarge("more than " + request.maxBytes() + " bytes"));
        } else if (request.large()) {
            response.pause();
            context.executeBlocking(
                            () -> {
                                feed(bytes);
                                return null;
                            })
                    .onComplete(fed -> response.resume());
        } else {
            feed(bytes);
        }
    }

    private void feed(Buffer bytes) {
        if (isOver()) {
            return;
        }
        try {
            answer.feed(bytes.getBytes());
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private void end() {
        if (isOver()) {
            return;
        }
        if (request.large()) {
            context.executeBlocking(
                    () -> {
                        conclude();
                        return null;
                    });
        } else {
            conclude();
        }
    }

    private void conclude() {
        try {
            var value = answer.end();
            if (finish()) {
                emitter.complete(value);
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    /** Ends it with a failure, and its connection with it. */
    private void fail(Throwable failure) {
        if (finish()) {
            reset();
            emitter.fail(failure);
        } else {
            LOG.debug("A request to DCS ended", failure);
        }
    }

    private synchronized void reset() {
        if (sent != null) {
            sent.reset();
        }
    }

    private synchronized boolean finish() {
        boolean first = !over;
        over = true;
        return first;
    }

    private synchronized boolean isOver() {
        return over;
    }
}
