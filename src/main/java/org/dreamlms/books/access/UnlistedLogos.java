package org.dreamlms.books.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;

/**
 * How often DCS may be asked, without a token, for the logo of a publisher that no book in the list
 * has: a new publisher has no book yet, and a client that tries ids out is told that there is
 * nothing. Safe for use by many threads.
 */
final class UnlistedLogos {

    /** All clients together. */
    private static final int PER_MINUTE = 300;

    private static final int AT_ONCE = 100;

    /** Of these one client may have the fifth part, so that it leaves some to others. */
    private static final int PART = 5;

    /** About 200 bytes each; those not seen for longest are forgotten. */
    private static final int MAX_CLIENTS = 1_000;

    private final boolean clientsDiffer;
    private final Clock clock;
    private final TokenBucket all = new TokenBucket();
    private final Cache<Object, TokenBucket> ofClients =
            Caffeine.newBuilder().maximumSize(MAX_CLIENTS).build();

    /**
     * @param clientsDiffer false where all have the address of one proxy
     */
    UnlistedLogos(boolean clientsDiffer, Clock clock) {
        this.clientsDiffer = clientsDiffer;
        this.clock = clock;
    }

    /** Whether one more may be asked for, which is counted then. */
    boolean mayAsk(Object client) {
        return (!clientsDiffer || take(ofClients.get(client, unseen -> new TokenBucket()), PART))
                && take(all, 1);
    }

    private boolean take(TokenBucket bucket, int part) {
        return bucket.take(clock.millis(), PER_MINUTE / part, AT_ONCE / part) == 0;
    }
}
