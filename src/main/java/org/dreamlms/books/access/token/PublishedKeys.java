package org.dreamlms.books.access.token;

import java.io.IOException;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.dreamlms.books.OutageLog;
import org.jboss.logging.Logger;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys that an issuer publishes (RFC 7517), remembered for an hour, and for a day while no
 * newer ones are to be had. An issuer that hangs holds up a few verifications and no more: who
 * needs it meanwhile is told at once to come back, and after a failure nobody asks for a while. An
 * answer without a key that can prove tokens is a failure, too.
 */
public final class PublishedKeys {

    private static final Logger LOG = Logger.getLogger(PublishedKeys.class);

    /** How long a look may take, whatever the issuer does. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_WITHOUT_NEWER = Duration.ofHours(24);

    /** How often a key that nobody knows may lead to a new look at the issuer's keys. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** How long an issuer that can't be reached is left alone. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How many bytes the keys may have; ten have some 5 KB. */
    private static final int MAX_BYTES = 256 * 1024;

    /**
     * How many may wait for the issuer. With the one that looks at the keys again once an hour they
     * are fewer than the threads that verify tokens, so that those of others are verified
     * meanwhile.
     */
    public static final int MAX_WAITING = 2;

    private final String url;
    private final Clock clock;
    private final KeyDownload download;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final ReentrantLock looking = new ReentrantLock();
    private final OutageLog skipped;
    private volatile Look last = new Look(KeySet.NONE, Long.MIN_VALUE, Long.MIN_VALUE, null);

    /**
     * What is known after a look at the issuer.
     *
     * @param readMillis when the keys were read
     * @param nextMillis from when on the issuer may be asked again
     * @param failure why the last look brought no keys, null when it did
     */
    private record Look(KeySet keys, long readMillis, long nextMillis, IOException failure) {

        Look failed(IOException e, long next) {
            return new Look(keys, readMillis, next, e);
        }
    }

    PublishedKeys(String url, Clock clock, TrustedAuthorities authorities) {
        this.url = url;
        this.clock = clock;
        this.skipped = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.download = new KeyDownload(url, LIMIT, MAX_BYTES, authorities.context().orElse(null));
    }

    /**
     * The key that proves the token; may ask the issuer.
     *
     * @throws UnresolvableKeyException when there is none; with an {@link IOException} as its cause
     *     when that is because the issuer's keys are not to be had
     */
    Key find(JsonWebSignature token) throws UnresolvableKeyException {
        lookAgainIfOld();
        var look = last;
        var key = known(look).find(token);
        if (key == null && mayLook(look)) {
            look = lookForIt(look);
            key = known(look).find(token);
        }
        if (key == null) {
            throw look.failure() == null
                    ? new UnresolvableKeyException("the issuer has no such key")
                    : new UnresolvableKeyException("no keys", look.failure());
        }
        return key;
    }

    private KeySet known(Look look) {
        return look.keys() == KeySet.NONE || age(look) >= KEPT_WITHOUT_NEWER.toMillis()
                ? KeySet.NONE
                : look.keys();
    }

    private long age(Look look) {
        return clock.millis() - look.readMillis();
    }

    private boolean mayLook(Look look) {
        return clock.millis() >= look.nextMillis();
    }

    /** One caller waits for this, once an hour; the others go on with what is known. */
    private void lookAgainIfOld() {
        var look = last;
        if (look.keys() != KeySet.NONE
                && age(look) >= KEPT.toMillis()
                && mayLook(look)
                && looking.tryLock()) {
            try {
                look();
            } finally {
                looking.unlock();
            }
        }
    }

    private Look lookForIt(Look known) throws UnresolvableKeyException {
        if (!waiting.tryAcquire()) {
            throw new UnresolvableKeyException(
                    "too many wait for the issuer", new IOException("the issuer is slow"));
        }
        try {
            looking.lock();
            try {
                if (last == known) {
                    look();
                }
                return last;
            } finally {
                looking.unlock();
            }
        } finally {
            waiting.release();
        }
    }

    private void look() {
        try {
            var answer = download.fetch();
            var keys = keys(answer);
            var now = clock.millis();
            last =
                    keys.keys().isEmpty()
                            ? last.failed(useless(answer, keys), now + BETWEEN_LOOKS.toMillis())
                            : new Look(keys, now, now + BETWEEN_LOOKS.toMillis(), null);
        } catch (IOException e) {
            last = last.failed(e, clock.millis() + PAUSE.toMillis());
        } catch (RuntimeException e) {
            // An address that none can be asked at, as one to which the issuer sends us on.
            var failure = new IOException("%s can't be asked: %s".formatted(url, e), e);
            last = last.failed(failure, clock.millis() + PAUSE.toMillis());
        }
    }

    private KeySet keys(KeyDownload.Answer answer) {
        try {
            var keys = KeySet.of(new JsonWebKeySet(answer.text()).getJsonWebKeys());
            if (!keys.skipped().isEmpty()) {
                skipped.say("Keys of %s are not used: %s", url, keys.faults());
            }
            return keys;
        } catch (JoseException | RuntimeException | StackOverflowError e) {
            // jose4j casts what it reads to the types that it should have, and goes to any depth.
            LOG.debugf("%s answers with no key set: %s", url, e.getMessage());
            return KeySet.NONE;
        }
    }

    private IOException useless(KeyDownload.Answer answer, KeySet keys) {
        return new IOException(
                "%s answers %d with %d characters of %s, and no key in them can be used%s"
                        .formatted(
                                url,
                                answer.status(),
                                answer.text().length(),
                                answer.type().isEmpty() ? "no type" : answer.type(),
                                keys.skipped().isEmpty() ? "" : " (" + keys.faults() + ")"));
    }
}
