package org.dreamlms.books.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.dreamlms.books.Settings;
import org.dreamlms.books.caller.AddressLimit;
import org.dreamlms.books.http.problem.ProblemException;

/** Counts by their address the requests of those who have no name: failed ones and signed links. */
@ApplicationScoped
class AddressLimits implements AddressLimit {

    /** About 200 bytes each; those not seen for longest are forgotten. */
    private static final int MAX_ADDRESSES = 20_000;

    private static final int BURSTS_PER_MINUTE = 6;

    private final Cache<String, TokenBucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).build();
    private final int perMinute;
    private final Clock clock;

    AddressLimits(Settings settings, Clock clock) {
        this.perMinute = settings.access().addressRequestsPerMinute();
        this.clock = clock;
    }

    @Override
    public void count(RoutingContext routing) {
        var address = routing.request().remoteAddress();
        if (perMinute == 0 || address == null) {
            return;
        }
        var bucket = buckets.get(address.hostAddress(), unseen -> new TokenBucket());
        var seconds =
                bucket.take(clock.millis(), perMinute, Math.max(1, perMinute / BURSTS_PER_MINUTE));
        if (seconds > 0) {
            throw ProblemException.later(429, "Too many requests; try again later", seconds);
        }
    }
}
