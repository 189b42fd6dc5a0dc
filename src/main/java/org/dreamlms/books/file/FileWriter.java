package org.dreamlms.books.file;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.reflect.Type;
import java.time.Clock;
import java.util.concurrent.CancellationException;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.dcs.file.DcsFile;
import org.dreamlms.books.http.answer.ResponseWriter;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ServerRequestContext;

/**
 * Sends a file on while it comes, no faster than the client takes it. When the client goes, so does
 * the transfer from DCS; when DCS breaks off, the client's connection is cut, so that nobody takes
 * a part for the whole.
 */
@Provider
public class FileWriter extends ResponseWriter<DcsFile> {

    /**
     * What a client that reads slowly may hold up here: two reads from DCS, so that they overlap.
     */
    private static final int QUEUE = 128 * 1024;

    private static final Logger LOG = Logger.getLogger(FileWriter.class);
    private static final OutageLog BROKEN =
            new OutageLog(LOG, Logger.Level.WARN, Clock.systemUTC());

    @Override
    protected boolean writes(Class<?> type) {
        return type == DcsFile.class;
    }

    @Override
    public void writeResponse(DcsFile file, Type genericType, ServerRequestContext context) {
        var request = (ResteasyReactiveRequestContext) context;
        request.suspend();
        var routing = request.unwrap(RoutingContext.class);
        var response = routing.response();
        routing.addEndHandler(
                ended -> {
                    if (ended.failed()) {
                        LOG.debugf("%s: the client left", routing.request().path());
                    }
                    file.discard();
                });
        if (response.closed()) {
            file.discard();
            return;
        }
        if (file.length() < 0) {
            response.setChunked(true);
        } else {
            // The framework sets the headers of the answer while they are written: too late for
            // this.
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(file.length()));
        }
        response.setWriteQueueMaxSize(QUEUE);
        file.sendTo(response)
                .onSuccess(sent -> response.end())
                .onFailure(failure -> cut(response, routing, failure));
    }

    private static void cut(HttpServerResponse response, RoutingContext routing, Throwable why) {
        if (!response.closed() && !(why instanceof CancellationException)) {
            BROKEN.say("%s broke off: %s", routing.request().path(), why.getMessage());
            response.reset();
        }
    }
}
