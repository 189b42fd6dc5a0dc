package org.dreamlms.books.dcs.file;

import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;
import org.dreamlms.books.Settings;
import org.jboss.logging.Logger;

/**
 * Fetches files over connections of its own, so that however many are on their way, calls for books
 * find theirs free. Bodies are not read here: the REST client would hold them in memory
 * (quarkus#56462). Redirects are not followed: nobody but DCS itself says where a file is.
 */
@ApplicationScoped
class DcsTransport {

    private static final Logger LOG = Logger.getLogger(DcsTransport.class);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int MAX_HEADERS = 32 * 1024;

    private final Vertx vertx;
    private final HttpClient client;
    private final Duration idle;
    private final Duration answerLimit;

    DcsTransport(Vertx vertx, Settings settings, TlsConfigurationRegistry tls) {
        this.vertx = vertx;
        this.idle = settings.files().idleTimeout();
        this.answerLimit = settings.dcs().answerTimeout();
        var options =
                new HttpClientOptions()
                        .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
                        .setMaxHeaderSize(MAX_HEADERS);
        tls.getDefault().ifPresent(config -> TlsConfigUtils.configure(options, config));
        client =
                vertx.createHttpClient(
                        options,
                        new PoolOptions().setHttp1MaxSize(settings.files().maxTransfers()));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /** Where the caller is: answers come there, whatever threads repetitions run on. */
    Context context() {
        return vertx.getOrCreateContext();
    }

    /**
     * Sends a request, for whose answer there must be {@link TransferLimit room}. It goes on when
     * the caller has left, for the time that an answer may take, since how DCS answers it tells how
     * DCS does.
     *
     * @return the answer, paused
     */
    Uni<HttpClientResponse> send(RequestOptions options, Context context) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            var call = new Call();
                            return Uni.createFrom()
                                    .<HttpClientResponse>emitter(
                                            emitter ->
                                                    context.runOnContext(
                                                            run -> call.start(options, emitter)))
                                    .onCancellation()
                                    .invoke(call::giveUp)
                                    .ifNoItem()
                                    .after(answerLimit)
                                    .failWith(
                                            () ->
                                                    new TimeoutException(
                                                            "no answer within " + answerLimit));
                        });
    }

    /**
     * Reads the rest of an answer that nobody wants, so that its connection can be used again. One
     * that does not end within the idle timeout loses its connection.
     */
    void drain(HttpClientResponse answer) {
        var end = vertx.setTimer(idle.toMillis(), timer -> answer.request().reset());
        answer.exceptionHandler(broken -> vertx.cancelTimer(end))
                .endHandler(drained -> vertx.cancelTimer(end))
                .resume();
    }

    /** One request, which may be given up at any moment. */
    private final class Call {
        private HttpClientRequest request;
        private boolean givenUp;

        void start(RequestOptions options, UniEmitter<? super HttpClientResponse> emitter) {
            try {
                request(options, emitter);
            } catch (RuntimeException e) {
                emitter.fail(e);
            }
        }

        private void request(
                RequestOptions options, UniEmitter<? super HttpClientResponse> emitter) {
            client.request(options)
                    .compose(
                            connected ->
                                    sending(connected)
                                            ? connected.send()
                                            : Future.failedFuture(new CancellationException()))
                    .onComplete(
                            answer -> {
                                if (answer.failed()) {
                                    emitter.fail(answer.cause());
                                } else {
                                    // Its reader replaces this.
                                    answer.result().exceptionHandler(this::ended);
                                    answer.result().pause();
                                    answered(answer.result(), emitter);
                                }
                            });
        }

        /** Whether it is to be sent, now that there is a connection for it. */
        private synchronized boolean sending(HttpClientRequest connected) {
            request = connected;
            // The caller learns of failures from the answer; unheard, they would be logged as
            // errors.
            connected.exceptionHandler(this::ended);
            if (givenUp) {
                connected.reset();
                return false;
            }
            return true;
        }

        private void answered(
                HttpClientResponse response, UniEmitter<? super HttpClientResponse> emitter) {
            synchronized (this) {
                if (givenUp) {
                    response.request().reset();
                    return;
                }
            }
            emitter.complete(response);
        }

        private void ended(Throwable failure) {
            LOG.debug("A request for a file ended", failure);
        }

        synchronized void giveUp() {
            givenUp = true;
            if (request != null) {
                request.reset();
            }
        }
    }
}
