package org.dreamlms.books.access.token;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.dreamlms.books.Settings;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.http.input.Uuids;
import org.dreamlms.books.http.problem.ProblemException;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/**
 * Reads the tokens of others than the LMS: RS256 or ES256, with roles in a claim. Whose role is
 * teacher, student or publisher must be a user of the LMS too, since its tables say which books
 * that means.
 */
@ApplicationScoped
class PublicKeyTokens {

    /** Clocks of others differ. */
    private static final int SKEW_SECONDS = 10;

    /** As OpenID Connect has it (Core 1.0, 2); each subject is remembered. */
    private static final int MAX_SUBJECT = 255;

    private static final Set<String> BY_THEMSELVES =
            Set.of(Role.ADMIN, Role.SUPERVISOR, Role.SERVICE);
    private static final Set<String> OF_USERS = Set.of(Role.PUBLISHER, Role.TEACHER, Role.STUDENT);

    private final Settings.Access settings;
    private final VerificationKeyResolver keys;
    private final Clock clock;

    PublicKeyTokens(
            Settings settings,
            RehearsalToken rehearsal,
            Clock clock,
            TrustedAuthorities authorities) {
        this.settings = settings.access();
        this.keys = PublicKeys.of(settings.access(), rehearsal.keys(), clock, authorities);
        this.clock = clock;
    }

    VerifiedToken verify(String token) throws InvalidJwtException, MalformedClaimException {
        var builder =
                new JwtConsumerBuilder()
                        .setVerificationKeyResolver(keys)
                        .setJwsAlgorithmConstraints(
                                new AlgorithmConstraints(
                                        ConstraintType.PERMIT,
                                        AlgorithmIdentifiers.RSA_USING_SHA256,
                                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256))
                        .setRequireExpirationTime()
                        .setRequireSubject()
                        .setAllowedClockSkewInSeconds(SKEW_SECONDS)
                        .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()));
        settings.issuer().ifPresent(issuer -> builder.setExpectedIssuer(issuer));
        settings.audience()
                .ifPresentOrElse(
                        audience -> builder.setExpectedAudience(audience),
                        builder::setSkipDefaultAudienceValidation);
        var claims = builder.build().processToClaims(token);
        return new VerifiedToken(identity(claims), claims.getExpirationTime().getValueInMillis());
    }

    /** Why the issuer could not be asked, which is no fault of the token. */
    static Optional<IOException> keysUnavailable(InvalidJwtException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException failure) {
                return Optional.of(failure);
            }
        }
        return Optional.empty();
    }

    private Identity identity(JwtClaims claims) throws MalformedClaimException {
        var roles = new TreeSet<String>();
        for (var role : roles(claims)) {
            if (BY_THEMSELVES.contains(role) || OF_USERS.contains(role)) {
                roles.add(role);
            }
        }
        if (roles.isEmpty()) {
            throw ProblemException.forbidden("The token gives you no role here");
        }
        var subject = claims.getSubject();
        if (subject.length() > MAX_SUBJECT) {
            throw Tokens.refused("its subject is too long");
        }
        UUID user = null;
        if (roles.stream().noneMatch(BY_THEMSELVES::contains)) {
            user =
                    Uuids.tryParse(subject)
                            .orElseThrow(() -> Tokens.refused("its subject is no user"));
        }
        return new Identity(user, subject, Set.copyOf(roles));
    }

    private Collection<String> roles(JwtClaims claims) {
        var name = settings.rolesClaim();
        var value = claims.getClaimValue(name);
        if (value == null) {
            value = claims.getClaimsMap();
            for (var part : name.split("\\.")) {
                value = value instanceof Map<?, ?> object ? object.get(part) : null;
            }
        }
        if (value instanceof Collection<?> several) {
            return several.stream().map(String::valueOf).toList();
        }
        return value instanceof String words ? Arrays.asList(words.split("\\s+")) : Set.of();
    }
}
