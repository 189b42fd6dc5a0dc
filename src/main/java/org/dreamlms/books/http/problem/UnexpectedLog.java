package org.dreamlms.books.http.problem;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import org.dreamlms.books.OutageLog;
import org.jboss.logging.Logger;

/**
 * Logs exceptions that nobody expects. A client that finds the request that brings one about can
 * send it any number of times: each kind is one line a minute, with the trace of one. That a
 * connection has broken is a warning without a trace, since clients do that as they like.
 */
final class UnexpectedLog {

    /** An exception's class and where it was thrown; the oldest are forgotten. */
    private static final int MAX_KINDS = 100;

    private final Cache<String, OutageLog> kinds =
            Caffeine.newBuilder().maximumSize(MAX_KINDS).build();
    private final Logger log;
    private final Clock clock;
    private final OutageLog broken;

    UnexpectedLog(Logger log, Clock clock) {
        this.log = log;
        this.clock = clock;
        this.broken = new OutageLog(log, Logger.Level.WARN, clock);
    }

    /**
     * Logs one, or counts it.
     *
     * @param failure may be null
     */
    void say(Throwable failure, HttpServerRequest request, int status) {
        if (failure instanceof IOException) {
            broken.say("%s %s broke off: %s", request.method(), request.path(), failure);
            return;
        }
        kinds.get(kind(failure, status), kind -> new OutageLog(log, Logger.Level.ERROR, clock))
                .say(failure, "%s %s failed: %d", request.method(), request.path(), status);
    }

    private static String kind(Throwable failure, int status) {
        return failure == null
                ? Integer.toString(status)
                : failure.getClass().getName()
                        + Arrays.stream(failure.getStackTrace())
                                .findFirst()
                                .map(StackTraceElement::toString)
                                .orElse("");
    }
}
