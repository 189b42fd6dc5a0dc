package org.dreamlms.books.http;

import io.netty.util.NetUtil;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.util.regex.Pattern;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.ProblemWriter;

/**
 * Refuses heads that two readers can understand in two ways (RFC 9112, 3.2 and 6.1): more than one
 * Host, or one that names no host, codings of the body that nobody here takes off, and fields
 * without a name.
 */
@ApplicationScoped
class RequestHead {

    /**
     * A name, an IPv4 address, or one of IPv6 in brackets, and a port (RFC 3986, 3.2.2 and 3.2.3).
     */
    private static final Pattern HOST =
            Pattern.compile(
                    "(?:(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})++|\\[([0-9A-Fa-f:.]+)])(?::0*+([0-9]{0,5}))?");

    private static final int MAX_PORT = 65_535;
    private static final String CHUNKED = "chunked";
    private static final String NO_HOST = "localhost";

    private final ProblemWriter problems;

    /** Nearly all requests name the same. */
    private volatile String lastHost;

    RequestHead(ProblemWriter problems) {
        this.problems = problems;
    }

    void register(@Observes Filters filters) {
        filters.register(this::check, RequestOrder.HEAD);
    }

    private void check(RoutingContext routing) {
        try {
            requireNames(routing.request());
            requireOneHost(routing.request());
            requireKnownCoding(routing.request());
        } catch (ProblemException e) {
            // Where the next request begins is not sure.
            routing.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
            problems.send(routing, e);
            return;
        }
        routing.next();
    }

    private static void requireNames(HttpServerRequest request) {
        if (request.headers().contains("")) {
            throw ProblemException.badRequest("head", "must not hold a field without a name");
        }
    }

    private void requireOneHost(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return;
        }
        var hosts = request.headers().getAll(HttpHeaders.HOST);
        if (hosts.size() > 1 || hosts.isEmpty() && request.version() == HttpVersion.HTTP_1_1) {
            throw ProblemException.badRequest("Host", "must be there once");
        }
        if (hosts.isEmpty() || hosts.get(0).isEmpty()) {
            // The framework makes absolute addresses of it.
            request.headers().set(HttpHeaders.HOST, NO_HOST);
        } else if (!hosts.get(0).equals(lastHost)) {
            requireHost(hosts.get(0));
            if (hosts.get(0).endsWith(":")) {
                // That says the port of the scheme; the framework would read 0.
                request.headers().set(HttpHeaders.HOST, withoutLast(hosts.get(0)));
            } else {
                lastHost = hosts.get(0);
            }
        }
    }

    private static void requireHost(String host) {
        var parts = HOST.matcher(host);
        if (!parts.matches()
                || parts.group(1) != null && !NetUtil.isValidIpV6Address(parts.group(1))
                || parts.group(2) != null && !isPort(parts.group(2))) {
            throw ProblemException.badRequest("Host", "must be a host with or without a port");
        }
    }

    private static boolean isPort(String digits) {
        return digits.isEmpty() || Integer.parseInt(digits) <= MAX_PORT;
    }

    private static String withoutLast(String text) {
        return text.substring(0, text.length() - 1);
    }

    private static void requireKnownCoding(HttpServerRequest request) {
        var coding = request.headers().get(HttpHeaders.TRANSFER_ENCODING);
        if (coding == null) {
            return;
        }
        var all = String.join(",", request.headers().getAll(HttpHeaders.TRANSFER_ENCODING));
        if (!all.strip().equalsIgnoreCase(CHUNKED)) {
            throw ProblemException.of(
                    Status.NOT_IMPLEMENTED, "The only Transfer-Encoding taken here is chunked");
        }
    }
}
