package org.dreamlms.books.http;

import io.quarkus.vertx.http.ManagementInterface;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The fields of every answer: when it was made (RFC 9110, 6.6.1), that its type is no guess, and
 * that addresses, which may hold a token or a signature, are told to nobody. Those that the
 * framework could set would come by a route with a path, and a path that can't be decoded fails
 * there.
 */
@ApplicationScoped
public class AnswerFields {

    /** As RFC 9110 (5.6.7) writes it, with two digits for the day. */
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private static final CharSequence OPTIONS =
            HttpHeaders.createOptimized("X-Content-Type-Options");
    private static final CharSequence NO_SNIFF = HttpHeaders.createOptimized("nosniff");
    private static final CharSequence REFERRER = HttpHeaders.createOptimized("Referrer-Policy");
    private static final CharSequence NO_REFERRER = HttpHeaders.createOptimized("no-referrer");

    private final Clock clock;
    private volatile Second last = new Second(-1, "");

    private record Second(long number, CharSequence text) {}

    AnswerFields(Clock clock) {
        this.clock = clock;
    }

    void register(@Observes Filters filters) {
        filters.register(this::begin, RequestOrder.FIELDS);
    }

    void register(@Observes ManagementInterface management) {
        management.router().route().order(Integer.MIN_VALUE).handler(this::begin);
    }

    private void begin(RoutingContext routing) {
        routing.addHeadersEndHandler(end -> set(routing.response()));
        routing.next();
    }

    /** Sets them; what fails before any filter has to do so itself. */
    public void set(HttpServerResponse response) {
        response.headers()
                .set(HttpHeaders.DATE, now())
                .set(OPTIONS, NO_SNIFF)
                .set(REFERRER, NO_REFERRER);
    }

    private CharSequence now() {
        long number = clock.millis() / 1_000;
        var second = last;
        if (second.number() != number) {
            var text = FORMAT.format(Instant.ofEpochSecond(number));
            second = new Second(number, HttpHeaders.createOptimized(text));
            last = second;
        }
        return second.text();
    }
}
