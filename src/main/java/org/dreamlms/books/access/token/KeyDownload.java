package org.dreamlms.books.access.token;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * Fetches what an issuer publishes, with one limit of time for all of it: the connection, the head
 * and the body, however they come, and a second try when the first one fails. Blocks: for worker
 * threads only.
 */
final class KeyDownload {

    private static final int MAX_TYPE = 100;

    private final String url;
    private final Duration limit;
    private final int maxBytes;
    private final HttpClient client;

    /**
     * @param url http or https
     * @param limit how long it may take
     * @param maxBytes how long the answer may be
     * @param authorities whose certificates count; null for those that the JVM trusts
     */
    KeyDownload(String url, Duration limit, int maxBytes, SSLContext authorities) {
        this.url = url;
        this.limit = limit;
        this.maxBytes = maxBytes;
        var builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NORMAL);
        this.client = (authorities == null ? builder : builder.sslContext(authorities)).build();
    }

    /**
     * An answer of success, as text in UTF-8; the beginning of its type, empty when there is none.
     */
    record Answer(int status, String type, String text) {}

    /**
     * @throws IOException when there is no answer of success in time, or a longer one
     * @throws IllegalArgumentException when that is no URL that can be asked
     */
    Answer fetch() throws IOException {
        var end = System.nanoTime() + limit.toNanos();
        try {
            return answer(send(end));
        } catch (InterruptedIOException e) {
            throw e;
        } catch (ConnectionFailure e) {
            return answer(send(end));
        }
    }

    private HttpResponse<byte[]> send(long end) throws IOException {
        var answer =
                client.sendAsync(
                        HttpRequest.newBuilder(URI.create(url)).build(),
                        head -> new Bounded(maxBytes));
        try {
            return answer.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Closes the connection.
            answer.cancel(true);
            throw new InterruptedIOException(
                    "%s did not answer completely within %s".formatted(url, limit));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException e) {
            throw new ConnectionFailure(e.getCause());
        }
    }

    private Answer answer(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IOException("%s answers %d".formatted(url, response.statusCode()));
        }
        return new Answer(
                response.statusCode(),
                response.headers()
                        .firstValue("Content-Type")
                        .map(type -> type.substring(0, Math.min(MAX_TYPE, type.length())))
                        .orElse(""),
                new String(response.body(), StandardCharsets.UTF_8));
    }

    /** There was no whole answer. */
    private static final class ConnectionFailure extends IOException {

        private static final long serialVersionUID = 1L;

        ConnectionFailure(Throwable cause) {
            super(cause.toString(), cause);
        }
    }

    /** Takes a body, but no more than so many bytes of it. */
    private static final class Bounded implements BodySubscriber<byte[]> {

        private final int maxBytes;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private Flow.Subscription subscription;

        Bounded(int maxBytes) {
            this.maxBytes = maxBytes;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription some) {
            subscription = some;
            some.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (var part : parts) {
                if (body.isDone()) {
                    return;
                }
                if (part.remaining() > maxBytes - bytes.size()) {
                    subscription.cancel();
                    body.completeExceptionally(new IOException("more than " + maxBytes + " bytes"));
                    return;
                }
                var copy = new byte[part.remaining()];
                part.get(copy);
                bytes.write(copy, 0, copy.length);
            }
            subscription.request(1);
        }

        @Override
        public void onError(Throwable e) {
            body.completeExceptionally(e);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}
