package org.dreamlms.books.access.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.dreamlms.books.http.input.Uuids;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.SubValidator;
import org.jose4j.keys.HmacKey;

/**
 * Reads the tokens that the LMS gives its users: HS256 with its {@code SECRET_KEY}, and nothing
 * else. They name a user; what the user may do is in the LMS's tables.
 */
@ApplicationScoped
class LmsTokens {

    private final Optional<HmacKey> key;
    private final Clock clock;

    LmsTokens(Settings settings, Clock clock) {
        this.key =
                settings.access()
                        .secretKey()
                        .map(secret -> new HmacKey(secret.getBytes(StandardCharsets.UTF_8)));
        this.clock = clock;
    }

    VerifiedToken verify(String token) throws InvalidJwtException, MalformedClaimException {
        if (key.isEmpty()) {
            throw Tokens.refused("it can't be verified");
        }
        var consumer =
                new JwtConsumerBuilder()
                        .setVerificationKey(key.get())
                        .setJwsAlgorithmConstraints(
                                new AlgorithmConstraints(
                                        ConstraintType.PERMIT, AlgorithmIdentifiers.HMAC_SHA256))
                        // A short key is refused at start in production; elsewhere it may be one.
                        .setRelaxVerificationKeyValidation()
                        // Whom a token is for is for the LMS to say, and it does not.
                        .setSkipAllDefaultValidators()
                        .registerValidator(new TokenTimes(clock))
                        .registerValidator(new SubValidator(true))
                        .build();
        var claims = consumer.processToClaims(token);
        var user =
                Uuids.tryParse(claims.getSubject())
                        .orElseThrow(() -> Tokens.refused("its subject is no user"));
        return new VerifiedToken(
                new Identity(user, claims.getSubject(), null), TokenTimes.endMillis(claims));
    }
}
