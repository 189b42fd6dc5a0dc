package org.dreamlms.books.http.answer;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.dreamlms.books.http.problem.ProblemException;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The headers by which a client knows what it has, written alike by resources and by routes before
 * REST, and the 304 for clients that have it already.
 *
 * @param policy how long the client may use it
 * @param etag the entity tag; null when there is none
 * @param cacheStatus how a cache took part in it (RFC 9211); null when none did
 */
public record Validators(CachePolicy policy, String etag, String cacheStatus) {

    /** The field of RFC 9211. */
    public static final String CACHE_STATUS = "Cache-Status";

    private static final CharSequence CACHE_STATUS_NAME = HttpHeaders.createOptimized(CACHE_STATUS);

    /**
     * A resource's answer.
     *
     * @param content made unless the client has it
     * @return this content, or 304
     * @throws ProblemException 412 when If-Match names another state
     */
    public Response.ResponseBuilder answer(
            HttpServerRequest request, Supplier<Response.ResponseBuilder> content) {
        if (etag != null) {
            ETags.requireMatch(request, etag);
        }
        return addTo(isKnown(request) ? Response.notModified() : content.get());
    }

    /** Adds the headers to the answer of a resource. */
    public Response.ResponseBuilder addTo(Response.ResponseBuilder answer) {
        write((name, value) -> answer.header(name.toString(), value));
        return answer;
    }

    /** Adds the headers to the answer of a resource that says what it is of. */
    public <T> RestResponse.ResponseBuilder<T> addTo(RestResponse.ResponseBuilder<T> answer) {
        write((name, value) -> answer.header(name.toString(), value));
        return answer;
    }

    /**
     * Adds the headers to the response of a route before REST, and ends it with 304 when the client
     * has it. A route before REST leaves requests with If-Match to REST.
     *
     * @return whether it has ended
     */
    public boolean endsUnchanged(RoutingContext routing) {
        var response = routing.response();
        write(response.headers()::set);
        if (!isKnown(routing.request())) {
            return false;
        }
        response.setStatusCode(304).end();
        return true;
    }

    private boolean isKnown(HttpServerRequest request) {
        return etag != null
                && ETags.matches(ETags.list(request.headers(), HttpHeaders.IF_NONE_MATCH), etag);
    }

    private void write(BiConsumer<CharSequence, CharSequence> headers) {
        if (cacheStatus != null) {
            headers.accept(CACHE_STATUS_NAME, cacheStatus);
        }
        if (etag != null) {
            headers.accept(HttpHeaders.ETAG, etag);
        }
        policy.write(headers);
    }
}
