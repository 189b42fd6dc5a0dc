package org.dreamlms.books.access.token;

import java.io.IOException;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jose4j.http.Get;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * The keys that an issuer publishes (RFC 7517), remembered for an hour. An issuer that hangs holds
 * up a few verifications and no more: who needs it meanwhile is told at once to come back, and
 * after a failure nobody asks for some seconds.
 */
public final class PublishedKeys implements VerificationKeyResolver {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(5);
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Duration KEPT_WHILE_UNREACHABLE = Duration.ofHours(24);

    /** How often a key that nobody knows may lead to a new look at the issuer's keys. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    /** How long after a failure the issuer is left alone. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How many bytes the keys may have; ten have some 5 KB. */
    private static final int MAX_BYTES = 256 * 1024;

    /**
     * How many may wait for the issuer. With the one that looks at the keys again once an hour they
     * are fewer than the threads that verify tokens, so that those of others are verified
     * meanwhile.
     */
    public static final int MAX_WAITING = 2;

    private final Clock clock;
    private final HttpsJwks keys;
    private final HttpsJwksVerificationKeyResolver resolver;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private volatile boolean fetched;
    private volatile long pauseEndMillis = Long.MIN_VALUE;

    PublishedKeys(String url, Clock clock, TrustedAuthorities authorities) {
        this.clock = clock;
        var get = new Get();
        get.setConnectTimeout((int) CONNECT.toMillis());
        get.setReadTimeout((int) READ.toMillis());
        get.setRetries(1);
        get.setResponseBodySizeLimit(MAX_BYTES);
        authorities.sockets().ifPresent(get::setSslSocketFactory);
        keys = new HttpsJwks(url);
        keys.setSimpleHttpGet(address -> fetch(get, address));
        keys.setDefaultCacheDuration(KEPT.toSeconds());
        keys.setRetainCacheOnErrorDuration(KEPT_WHILE_UNREACHABLE.toSeconds());
        keys.setRefreshReprieveThreshold(BETWEEN_LOOKS.toMillis());
        resolver = new HttpsJwksVerificationKeyResolver(keys);
        resolver.setDisambiguateWithVerifySignature(true);
    }

    private SimpleResponse fetch(Get get, String address) throws IOException {
        if (clock.millis() < pauseEndMillis) {
            throw new IOException("the issuer could not be asked a moment ago");
        }
        try {
            var answer = get.get(address);
            fetched = true;
            return answer;
        } catch (IOException e) {
            pauseEndMillis = clock.millis() + PAUSE.toMillis();
            throw e;
        }
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> context)
            throws UnresolvableKeyException {
        var known = fetched ? inMemory(jws, context) : null;
        if (known != null) {
            return known;
        }
        if (!waiting.tryAcquire()) {
            throw new UnresolvableKeyException(
                    "too many wait for the issuer", new IOException("the issuer is slow"));
        }
        try {
            return resolver.resolveKey(jws, context);
        } finally {
            waiting.release();
        }
    }

    /** The key, where that is known; one caller at the most waits here, once an hour. */
    private Key inMemory(JsonWebSignature jws, List<JsonWebStructure> context) {
        try {
            var present = new JwksVerificationKeyResolver(keys.getJsonWebKeys());
            present.setDisambiguateWithVerifySignature(true);
            return present.resolveKey(jws, context);
        } catch (IOException | JoseException unknown) {
            // The other way says why, or finds a newer one.
            return null;
        }
    }
}
