package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.dreamlms.books.Settings;

/**
 * Reads what DCS answers in JSON, while it arrives and up to the bound of its request. What is
 * larger, or nobody waits for any more, ends with its connection.
 */
@ApplicationScoped
class DcsJson {

    private final Settings.Dcs settings;

    DcsJson(Settings settings) {
        this.settings = settings.dcs();
    }

    /**
     * Asks, once, and reads the answer. Cancelling ends both.
     *
     * @param authorization the value of the header; null: none
     * @return fails with {@link DcsStatusException} when the answer is not 2xx, with {@link
     *     DcsException.Garbage} when it is too large, else as connections and parsers do
     */
    <T> Uni<T> ask(DcsRequest<T> request, String authorization) {
        return ask(settings.answerTimeout(), request, authorization);
    }

    /** As {@link #ask(DcsRequest, String)}, for the list of all books, which may take longer. */
    <T> Uni<T> askForList(DcsRequest<T> request, String authorization) {
        return ask(settings.listAnswerTimeout(), request, authorization);
    }

    private static <T> Uni<T> ask(Duration timeout, DcsRequest<T> request, String authorization) {
        return Uni.createFrom()
                .deferred(() -> read(request, authorization))
                .ifNoItem()
                .after(timeout)
                .failWith(() -> new TimeoutException("no answer within " + timeout));
    }

    private static <T> Uni<T> read(DcsRequest<T> request, String authorization) {
        var size = new Size(request.maxBytes());
        var pieces =
                request.send()
                        .apply(authorization)
                        .onFailure()
                        .transform(DcsJson::unwrapped)
                        .invoke(size::add);
        if (request.large()) {
            pieces = pieces.emitOn(Infrastructure.getDefaultWorkerPool());
        }
        return pieces.collect()
                .in(() -> begin(request), (answer, bytes) -> feed(answer, bytes))
                .map(DcsJson::end);
    }

    /** The client wraps what a filter throws, more than once. */
    private static Throwable unwrapped(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof DcsStatusException) {
                return cause;
            }
        }
        return failure;
    }

    private static <T> DcsRequest.Answer<T> begin(DcsRequest<T> request) {
        try {
            return request.reading().begin();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void feed(DcsRequest.Answer<?> answer, byte[] bytes) {
        try {
            answer.feed(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T end(DcsRequest.Answer<T> answer) {
        try {
            return answer.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts the bytes of one answer. */
    private static final class Size {

        private final int max;
        private long read;

        Size(int max) {
            this.max = max;
        }

        void add(byte[] bytes) {
            read += bytes.length;
            if (read > max) {
                throw DcsException.tooLarge("more than " + max + " bytes");
            }
        }
    }
}
