package org.dreamlms.books.access.token;

import java.time.Clock;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.ErrorCodeValidator;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.JwtContext;

/**
 * Checks when a token is good (RFC 7519, 4.1.4 to 4.1.6). A NumericDate is any number of JSON: one
 * that no clock will reach says "never", and is no error. The moment of issue has to be a number
 * and counts for nothing.
 */
final class TokenTimes implements ErrorCodeValidator {

    /** Clocks differ. */
    private static final int SKEW_SECONDS = 10;

    private static final String EXPIRES = "exp";
    private static final String NOT_BEFORE = "nbf";
    private static final String ISSUED_AT = "iat";

    private final Clock clock;

    TokenTimes(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Error validate(JwtContext context) {
        var claims = context.getJwtClaims();
        for (var name : new String[] {EXPIRES, NOT_BEFORE, ISSUED_AT}) {
            if (claims.hasClaim(name) && !(claims.getClaimValue(name) instanceof Number)) {
                return new Error(ErrorCodes.MALFORMED_CLAIM, name + " is not a number");
            }
        }
        if (!claims.hasClaim(EXPIRES)) {
            return new Error(ErrorCodes.EXPIRATION_MISSING, "no " + EXPIRES);
        }
        double now = clock.millis() / 1_000.0;
        if (seconds(claims, EXPIRES) <= now - SKEW_SECONDS) {
            return new Error(ErrorCodes.EXPIRED, "the token has expired");
        }
        return claims.hasClaim(NOT_BEFORE) && seconds(claims, NOT_BEFORE) > now + SKEW_SECONDS
                ? new Error(ErrorCodes.NOT_YET_VALID, "the token is not good yet")
                : null;
    }

    /** When the token ends, which was found good; {@link Long#MAX_VALUE}: never. */
    static long endMillis(JwtClaims claims) {
        // A cast to long ends at the ends of long.
        return (long) (seconds(claims, EXPIRES) * 1_000);
    }

    private static double seconds(JwtClaims claims, String name) {
        return ((Number) claims.getClaimValue(name)).doubleValue();
    }
}
