package org.dreamlms.books.ops;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.http.answer.AnswerSender;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.problem.Problem;
import org.dreamlms.books.http.problem.Problems;
import org.jboss.logging.Logger;

/**
 * {@code GET /q/reference-audit} on the management port: the last report of this replica; a new one
 * when there is none yet, or with {@code ?fresh=true}.
 */
@ApplicationScoped
class ReferenceAuditRoute {

    private static final Logger LOG = Logger.getLogger(ReferenceAuditRoute.class);

    private static final OutageLog FAILURES =
            new OutageLog(LOG, Logger.Level.WARN, Clock.systemUTC());

    private final ReferenceAudit audit;
    private final ObjectMapper mapper;
    private final AnswerSender answers;

    ReferenceAuditRoute(ReferenceAudit audit, ObjectMapper mapper, AnswerSender answers) {
        this.answers = answers;
        this.audit = audit;
        this.mapper = mapper;
    }

    void add(@Observes ManagementInterface management) {
        management.router().get("/q/reference-audit").blockingHandler(this::answer, false);
    }

    private void answer(RoutingContext routing) {
        var report = report("true".equals(routing.request().getParam("fresh")));
        var response = routing.response().putHeader("Cache-Control", "no-store");
        if (report.isPresent()) {
            response.putHeader("Content-Type", "application/json");
            answers.send(routing, Body.own(json(report.get())));
        } else {
            var problem =
                    Problems.of(
                            503,
                            "The database can't be reached, or somebody is looking already; try"
                                    + " again",
                            List.of(),
                            routing.request().path());
            response.setStatusCode(503)
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .putHeader("Retry-After", "5")
                    .end(Buffer.buffer(json(problem)));
        }
    }

    private Optional<ReferenceReport> report(boolean fresh) {
        var last = audit.last();
        if (last.isPresent() && !fresh) {
            return last;
        }
        try {
            return audit.run();
        } catch (SQLException e) {
            FAILURES.say("The search for missing books failed: %s", e.getMessage());
            return Optional.empty();
        }
    }

    private byte[] json(Object body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report could not be written as JSON", e);
        }
    }
}
