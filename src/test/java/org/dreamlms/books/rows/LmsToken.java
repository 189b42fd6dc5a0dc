package org.dreamlms.books.rows;

import io.quarkus.arc.Arc;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.dreamlms.books.TestClock;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/** Tokens as the LMS makes them, and such as it would not. */
public final class LmsToken {

    /** The key that the LMS signs with. */
    public static final String SECRET_KEY = "a-secret-key-of-the-lms-for-tests-only";

    private LmsToken() {}

    public static String of(Object user) {
        return make(user.toString(), 600, LmsToken.SECRET_KEY, AlgorithmIdentifiers.HMAC_SHA256);
    }

    public static String make(String subject, long seconds, String key, String algorithm) {
        var claims = new JwtClaims();
        claims.setSubject(subject);
        var end = NumericDate.fromMilliseconds(now().toEpochMilli());
        end.addSeconds(seconds);
        claims.setExpirationTime(end);
        var jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setDoKeyValidation(false);
        if (!algorithm.equals(AlgorithmIdentifiers.NONE)) {
            jws.setKey(new HmacKey(key.getBytes(StandardCharsets.UTF_8)));
        } else {
            jws.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
        }
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** By the clock of the service under test, as far as it is in this process. */
    private static Instant now() {
        var container = Arc.container();
        var clock = container == null ? null : container.instance(TestClock.class).get();
        return clock == null ? Instant.now() : clock.instant();
    }
}
