package org.dreamlms.books.dcs;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.Settings;
import org.dreamlms.books.http.problem.Problems;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Tells a client that DCS could not be asked; what exactly went wrong is for the log alone. */
public final class DcsProblems {

    private static final Logger LOG = Logger.getLogger(DcsProblems.class);

    private final Settings settings;
    private final OutageLog refused;
    private final OutageLog senseless;

    DcsProblems(Settings settings, Clock clock) {
        this.settings = settings;
        this.refused = new OutageLog(LOG, Logger.Level.ERROR, clock);
        this.senseless = new OutageLog(LOG, Logger.Level.ERROR, clock);
    }

    @ServerExceptionMapper
    Response toResponse(DcsException failure, HttpServerRequest request) {
        if (failure instanceof DcsException.Unavailable) {
            LOG.debugf(failure, "%s %s: DCS unavailable", request.method(), request.path());
            return Problems.answer(
                            503, "The book store can't be reached; try again", List.of(), request)
                    .header(
                            HttpHeaders.RETRY_AFTER,
                            Math.max(1, settings.dcs().breakerPause().toSeconds()))
                    .build();
        }
        (failure instanceof DcsException.Refused ? refused : senseless)
                .say("%s %s: %s", request.method(), request.path(), failure.getMessage());
        return Problems.answer(502, detail(failure), List.of(), request).build();
    }

    private static String detail(DcsException failure) {
        if (failure instanceof DcsException.Refused) {
            return "The book store does not accept this service's credentials";
        }
        return failure instanceof DcsException.Untrusted
                ? "The book store could not prove who it is"
                : "The book store's answer made no sense";
    }
}
