package org.dreamlms.books.access;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.dreamlms.books.Settings;
import org.dreamlms.books.api.ProblemException;
import org.dreamlms.books.api.Uuids;
import org.jboss.logging.Logger;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.HmacKey;

/**
 * Reads the tokens that the LMS gives its users: HS256 with its {@code SECRET_KEY}, and nothing
 * else, so that no other algorithm can be smuggled in.
 */
@ApplicationScoped
class LmsTokens {

    private static final Logger LOG = Logger.getLogger(LmsTokens.class);

    private final Optional<HmacKey> key;
    private final Clock clock;

    LmsTokens(Settings settings, Clock clock) {
        this.key =
                settings.access()
                        .secretKey()
                        .map(secret -> new HmacKey(secret.getBytes(StandardCharsets.UTF_8)));
        this.clock = clock;
    }

    /** Whether there is a key, without which no token means anything. */
    boolean readable() {
        return key.isPresent();
    }

    /**
     * The user whom the token names.
     *
     * @throws ProblemException 401 when the token is not good
     */
    UUID user(String token) {
        var consumer =
                new JwtConsumerBuilder()
                        .setVerificationKey(key.orElseThrow())
                        .setJwsAlgorithmConstraints(
                                new AlgorithmConstraints(
                                        ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
                        // A short key is refused at start in production; elsewhere it may be one.
                        .setRelaxVerificationKeyValidation()
                        .setRequireExpirationTime()
                        .setRequireSubject()
                        // Whom a token is for is for the LMS to say, and it does not.
                        .setSkipDefaultAudienceValidation()
                        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                        .build();
        try {
            return Uuids.tryParse(consumer.processToClaims(token).getSubject())
                    .orElseThrow(() -> refused("its subject is no user"));
        } catch (InvalidJwtException e) {
            throw refused(e.hasExpired() ? "it has expired" : "it can't be verified");
        } catch (MalformedClaimException e) {
            throw refused("its claims are malformed");
        }
    }

    private static ProblemException refused(String why) {
        LOG.debugf("A token was refused: %s", why);
        return ProblemException.unauthorized("The token is not good: " + why);
    }
}
