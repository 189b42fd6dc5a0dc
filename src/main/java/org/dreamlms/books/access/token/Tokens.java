package org.dreamlms.books.access.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import org.dreamlms.books.OutageLog;
import org.dreamlms.books.http.problem.ProblemException;
import org.jboss.logging.Logger;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.JoseException;

/**
 * Verifies tokens (RFC 7519). The algorithm that a token names decides which kind of key may prove
 * it, so that a public key can never pass for a secret (RFC 8725, 3.1). May ask the issuer for its
 * keys: for worker threads only.
 */
@ApplicationScoped
public class Tokens {

    private static final Logger LOG = Logger.getLogger(Tokens.class);

    private final LmsTokens lms;
    private final PublicKeyTokens others;
    private final OutageLog outages;
    private final OutageLog odd;

    Tokens(LmsTokens lms, PublicKeyTokens others, Clock clock) {
        this.lms = lms;
        this.others = others;
        this.outages = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.odd = new OutageLog(LOG, Logger.Level.WARN, clock);
    }

    /**
     * Whom the token names, and until when.
     *
     * @throws ProblemException 401 when the token is not good, 403 when it gives no role here, 503
     *     when the issuer can't be asked for its keys
     */
    public VerifiedToken verify(String token) {
        try {
            return read(token);
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            // jose4j casts header and claims to the types that they should have.
            odd.say("A token is not what a token looks like: %s", e.getClass().getName());
            throw refused("it can't be verified");
        }
    }

    private VerifiedToken read(String token) {
        try {
            return switch (algorithm(token)) {
                case AlgorithmIdentifiers.HMAC_SHA256 -> lms.verify(token);
                case AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256 ->
                        others.verify(token);
                default -> throw refused("it can't be verified");
            };
        } catch (InvalidJwtException e) {
            var unavailable = PublicKeyTokens.keysUnavailable(e);
            if (unavailable.isPresent()) {
                // Not the exception itself: its message has the token in it.
                outages.say("The keys of tokens can't be fetched: %s", unavailable.get());
                throw ProblemException.later(503, "The token can't be verified; try again", 5);
            }
            throw refused(e.hasExpired() ? "it has expired" : "it can't be verified");
        } catch (MalformedClaimException e) {
            throw refused("its claims are malformed");
        }
    }

    /** The 401 to throw for a token. */
    public static ProblemException refused(String why) {
        LOG.debugf("A token was refused: %s", why);
        return ProblemException.unauthorized("The token is not good: " + why);
    }

    private static String algorithm(String token) {
        try {
            var name = JsonWebStructure.fromCompactSerialization(token).getAlgorithmHeaderValue();
            return name == null ? AlgorithmIdentifiers.NONE : name;
        } catch (JoseException | ClassCastException e) {
            // The name may be of any type of JSON.
            throw refused("it can't be verified");
        }
    }
}
