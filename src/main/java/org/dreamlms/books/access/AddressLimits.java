package org.dreamlms.books.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.util.NetUtil;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.HexFormat;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Settings;
import org.dreamlms.books.caller.AddressLimit;
import org.dreamlms.books.http.problem.ProblemException;

/** Counts by their address the requests of those who have no name: failed ones and signed links. */
@ApplicationScoped
class AddressLimits implements AddressLimit {

    /** About 200 bytes each; those not seen for longest are forgotten. */
    static final int MAX_ADDRESSES = 20_000;

    private static final int BURSTS_PER_MINUTE = 6;

    /** In hexadecimal digits. */
    private static final int IPV6_NETWORK = 16;

    private static final String IPV4_IN_IPV6 = "00000000000000000000ffff";

    private final Cache<String, TokenBucket> buckets =
            Caffeine.newBuilder().maximumSize(MAX_ADDRESSES).build();
    private final int perMinute;
    private final Clock clock;

    AddressLimits(Settings settings, Clock clock) {
        this.perMinute = settings.access().addressRequestsPerMinute();
        this.clock = clock;
    }

    void bounds(@Observes Bounds bounds) {
        bounds.count("addresses", MAX_ADDRESSES, buckets::estimatedSize);
    }

    @Override
    public Object client(RoutingContext routing) {
        var address = routing.request().remoteAddress();
        return address == null ? "none" : client(address);
    }

    @Override
    public void count(RoutingContext routing) {
        var address = routing.request().remoteAddress();
        if (perMinute == 0 || address == null) {
            return;
        }
        var bucket = buckets.get(client(address), unseen -> new TokenBucket());
        var seconds =
                bucket.take(clock.millis(), perMinute, Math.max(1, perMinute / BURSTS_PER_MINUTE));
        if (seconds > 0) {
            throw ProblemException.later(429, "Too many requests; try again later", seconds);
        }
    }

    /**
     * Whose address it is: with IPv6 one client has the 2^64 that begin alike. Those whose proxy
     * names none are counted together.
     */
    static String client(SocketAddress address) {
        var text = address.hostAddress();
        var bytes = text == null ? null : NetUtil.createByteArrayFromIpAddressString(text);
        if (bytes == null) {
            return "none";
        }
        var all = HexFormat.of().formatHex(bytes);
        if (all.startsWith(IPV4_IN_IPV6)) {
            return all.substring(IPV4_IN_IPV6.length());
        }
        return all.substring(0, Math.min(all.length(), IPV6_NETWORK));
    }
}
