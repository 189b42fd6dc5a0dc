package org.dreamlms.books.dcs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.quarkus.tls.runtime.config.TlsConfigUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.dreamlms.books.Settings;

/**
 * Asks DCS in JSON. An answer is read while it arrives and up to the bound of its request: the REST
 * client would hold the whole text in memory, however long it is (quarkus#56462). Redirects are not
 * followed.
 */
@ApplicationScoped
class DcsJson {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final int MAX_HEADERS = 32 * 1024;
    private static final int CONNECTIONS = 20;
    private static final int LIST_CONNECTIONS = 2;

    private final Vertx vertx;
    private final ObjectMapper mapper;
    private final HttpClient client;
    private final HttpClient lists;
    private final Settings.Dcs settings;
    private final String base;

    DcsJson(Vertx vertx, ObjectMapper mapper, Settings settings, TlsConfigurationRegistry tls) {
        this.vertx = vertx;
        this.mapper = mapper;
        this.settings = settings.dcs();
        // A slash at the end would become two.
        this.base = this.settings.url().orElse("http://dcs.invalid").replaceAll("/+$", "");
        var options =
                new HttpClientOptions()
                        .setConnectTimeout(Math.toIntExact(CONNECT.toMillis()))
                        .setMaxHeaderSize(MAX_HEADERS);
        tls.getDefault().ifPresent(config -> TlsConfigUtils.configure(options, config));
        client = vertx.createHttpClient(options, pool(CONNECTIONS));
        // The list takes its time: books find their connections free.
        lists = vertx.createHttpClient(options, pool(LIST_CONNECTIONS));
    }

    private static PoolOptions pool(int size) {
        return new PoolOptions().setHttp1MaxSize(size);
    }

    @PreDestroy
    void close() {
        client.close();
        lists.close();
    }

    /**
     * Asks, once, and reads the answer. Cancelling ends both.
     *
     * @param authorization the value of the header; null: none
     * @return fails with {@link DcsStatusException} when the answer is not 2xx, with {@link
     *     DcsException.Garbage} when it is too large, else as connections and parsers do
     */
    <T> Uni<T> ask(DcsRequest<T> request, String authorization) {
        return ask(client, settings.answerTimeout(), request, authorization);
    }

    /** As {@link #ask(DcsRequest, String)}, for the list of all books, which may take longer. */
    <T> Uni<T> askForList(DcsRequest<T> request, String authorization) {
        return ask(lists, settings.listAnswerTimeout(), request, authorization);
    }

    private <T> Uni<T> ask(
            HttpClient over, Duration timeout, DcsRequest<T> request, String authorization) {
        return Uni.createFrom()
                .deferred(
                        () -> {
                            var call = new DcsExchange<>(request);
                            return Uni.createFrom()
                                    .<T>emitter(
                                            emitter ->
                                                    call.start(
                                                            vertx.getOrCreateContext(),
                                                            over,
                                                            options(request, authorization),
                                                            body(request),
                                                            emitter))
                                    .onCancellation()
                                    .invoke(call::giveUp)
                                    .ifNoItem()
                                    .after(timeout)
                                    .failWith(
                                            () ->
                                                    new TimeoutException(
                                                            "no answer within " + timeout));
                        });
    }

    private RequestOptions options(DcsRequest<?> request, String authorization) {
        var options =
                new RequestOptions()
                        .setMethod(request.method())
                        .setAbsoluteURI(base + request.path())
                        .putHeader("Accept", "application/json");
        if (authorization != null) {
            options.putHeader("Authorization", authorization);
        }
        if (request.body().isPresent()) {
            options.putHeader("Content-Type", "application/json");
        }
        return options;
    }

    private Buffer body(DcsRequest<?> request) {
        try {
            return request.body().isPresent()
                    ? Buffer.buffer(mapper.writeValueAsBytes(request.body().get()))
                    : Buffer.buffer();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a request could not be written as JSON", e);
        }
    }
}
