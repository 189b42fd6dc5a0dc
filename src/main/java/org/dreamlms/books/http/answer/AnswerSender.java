package org.dreamlms.books.http.answer;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.http.RequestOwner;
import org.dreamlms.books.http.SharedArrays;
import org.dreamlms.books.http.SharedBytes;
import org.dreamlms.books.http.problem.ProblemException;
import org.jboss.logging.Logger;

/**
 * Sends answers that are in memory, no faster than clients take them, and without a thread that
 * waits. What clients leave lying has a bound in bytes and in time.
 */
@ApplicationScoped
public class AnswerSender {

    private static final Logger LOG = Logger.getLogger(AnswerSender.class);

    private final Settings.Answers settings;
    private final SharedBytes memory;
    private final SharedArrays shared;
    private final OutageLog full;
    private final OutageLog slow;

    AnswerSender(Settings settings, Clock clock) {
        this.settings = settings.answers();
        long all = this.settings.waiting().asLongValue();
        this.memory = new SharedBytes(all, all / 2);
        this.shared = new SharedArrays(memory, all / 2);
        this.full = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.slow = new OutageLog(LOG, Logger.Level.WARN, clock);
    }

    void bounds(@Observes Bounds bounds) {
        bounds.bytes("answers-waiting", settings.waiting().asLongValue(), memory::used);
    }

    /**
     * Sends it all and ends the response; to a HEAD only how many bytes there are.
     *
     * @return ends when the response has; fails when the client has left or was too slow
     * @throws ProblemException 503 when clients leave so much lying that there is no memory for
     *     this one
     */
    public Future<Void> send(RoutingContext routing, Body body) {
        var response = routing.response();
        if (routing.request().method() == HttpMethod.HEAD) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, length(body));
            return response.end();
        }
        if (!body.large()) {
            return response.end(body.slice(0));
        }
        var owner = RequestOwner.of(routing);
        var bytes = body.bytes();
        require(
                body.shared() ? shared.take(owner, bytes) : memory.take(owner, bytes.length),
                bytes.length);
        response.putHeader(HttpHeaders.CONTENT_LENGTH, length(body));
        return new SlicedAnswer(routing, body.slices(), settings, slow)
                .send()
                .onComplete(
                        sent -> {
                            if (body.shared()) {
                                shared.give(owner, bytes);
                            } else {
                                memory.give(owner, bytes.length);
                            }
                        });
    }

    /**
     * Sends what is made while it is sent.
     *
     * @return as above
     * @throws ProblemException as above
     */
    Future<Void> send(RoutingContext routing, StreamedBody body) {
        var response = routing.response();
        if (routing.request().method() == HttpMethod.HEAD) {
            return response.end();
        }
        var owner = RequestOwner.of(routing);
        require(memory.take(owner, body.memory()), body.memory());
        response.setChunked(true);
        return new SlicedAnswer(routing, body.slices(), settings, slow)
                .send()
                .onComplete(sent -> memory.give(owner, body.memory()));
    }

    private static String length(Body body) {
        return Integer.toString(body.bytes().length);
    }

    private void require(boolean taken, long size) {
        if (!taken) {
            full.say("No memory for an answer of %d bytes: clients do not take theirs", size);
            throw ProblemException.later(503, "Too many answers are under way; try again", 5);
        }
    }

    /** How many bytes of answers wait to be taken. */
    public long waiting() {
        return memory.used();
    }
}
