package org.dreamlms.books.http.problem;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.time.Clock;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.http.AnswerFields;
import org.dreamlms.books.http.RequestOrder;
import org.jboss.logging.Logger;

/**
 * Answers what failed outside of the resources, before the framework does: that would write the
 * query into the log, and a query may hold a token or a signature.
 */
@ApplicationScoped
class LastFailure {

    private static final Logger LOG = Logger.getLogger(LastFailure.class);

    private final ProblemWriter problems;
    private final AnswerFields fields;
    private final OutageLog refused;
    private final UnexpectedLog unexpected;

    LastFailure(ProblemWriter problems, AnswerFields fields, Clock clock) {
        this.problems = problems;
        this.fields = fields;
        this.refused = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.unexpected = new UnexpectedLog(LOG, clock);
    }

    /** Right before the framework's own. */
    void register(@Observes Router router) {
        router.route().order(RequestOrder.LAST_FAILURE).failureHandler(this::answer);
    }

    private void answer(RoutingContext routing) {
        var request = routing.request();
        var failure = routing.failure();
        int status = routing.statusCode() >= 400 ? routing.statusCode() : 500;
        if (failure instanceof ProblemException problem) {
            status = problem.status();
        } else if (status >= 500) {
            unexpected.say(failure, request, status);
        } else if (failure != null) {
            // Whatever a client sends, it is its own fault.
            refused.say("%s %s is refused: %s", request.method(), request.path(), failure);
        }
        if (routing.response().ended()) {
            return;
        }
        if (routing.response().headWritten()) {
            // What is left of the answer can't be sent.
            request.connection().close();
            return;
        }
        fields.set(routing.response());
        problems.send(
                routing,
                failure instanceof ProblemException problem
                        ? problem
                        : ProblemException.of(known(status), sentence(status)));
    }

    private static Status known(int status) {
        var known = Status.fromStatusCode(status);
        if (known != null) {
            return known;
        }
        return status >= 500 ? Status.INTERNAL_SERVER_ERROR : Status.BAD_REQUEST;
    }

    private static String sentence(int status) {
        return status >= 500
                ? "Something went wrong on our side"
                : "The request can't be answered as it was sent";
    }
}
