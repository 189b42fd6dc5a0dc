package org.dreamlms.books.access.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.dreamlms.books.caller.Role;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The token with which a {@link Settings#rehearsal()} asks itself. Its key is made at start, known
 * to nobody else, and ends with the process; outside of a rehearsal there is none.
 */
@ApplicationScoped
public class RehearsalToken {

    private static final int SECONDS = 600;

    private final Settings.Access settings;
    private final Clock clock;
    private final Optional<EllipticCurveJsonWebKey> key;

    RehearsalToken(Settings settings, Clock clock) {
        this.settings = settings.access();
        this.clock = clock;
        this.key = settings.rehearsal() ? Optional.of(newKey()) : Optional.empty();
    }

    /** The keys that prove it: one in a rehearsal, else none. */
    List<JsonWebKey> keys() {
        return key.<List<JsonWebKey>>map(List::of).orElse(List.of());
    }

    /**
     * A token of an admin, good for ten minutes.
     *
     * @throws IllegalStateException outside of a rehearsal
     */
    public String admin() {
        var claims = new JwtClaims();
        claims.setSubject("rehearsal");
        claims.setExpirationTime(NumericDate.fromMilliseconds(clock.millis() + SECONDS * 1_000L));
        claims.setStringClaim(settings.rolesClaim(), Role.ADMIN);
        settings.issuer().ifPresent(claims::setIssuer);
        settings.audience().ifPresent(claims::setAudience);
        var signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKey(
                key.orElseThrow(() -> new IllegalStateException("this is no rehearsal"))
                        .getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException("the token of the rehearsal could not be signed", e);
        }
    }

    private static EllipticCurveJsonWebKey newKey() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (JoseException e) {
            throw new IllegalStateException("the key of the rehearsal could not be made", e);
        }
    }
}
