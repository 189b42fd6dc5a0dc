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
import org.dreamlms.books.Settings;
import org.dreamlms.books.caller.Role;
import org.dreamlms.books.http.input.Uuids;
import org.dreamlms.books.http.problem.ProblemException;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.AudValidator;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.IssValidator;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.SubValidator;
import org.jose4j.keys.resolvers.VerificationKeyResolver;

/**
 * Reads the tokens of others than the LMS: RS256 or ES256, with roles in a claim. Whose role is
 * teacher, student or publisher must be a user of the LMS too, since its tables say which books
 * that means.
 */
@ApplicationScoped
class PublicKeyTokens {

    /** As OpenID Connect has it (Core 1.0, 2); each subject is remembered. */
    private static final int MAX_SUBJECT = 255;

    private static final Set<String> OF_USERS = Set.of(Role.PUBLISHER, Role.TEACHER, Role.STUDENT);

    private final Settings.Access settings;
    private final VerificationKeyResolver keys;
    private final IssValidator issuer;
    private final Clock clock;

    PublicKeyTokens(
            Settings settings,
            RehearsalToken rehearsal,
            Clock clock,
            TrustedAuthorities authorities) {
        this.settings = settings.access();
        this.issuer =
                new IssValidator(
                        this.settings.issuer().orElse(null), this.settings.issuer().isPresent());
        this.keys = new KeySources(settings.access(), rehearsal.keys(), clock, authorities);
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
                        .setSkipAllDefaultValidators()
                        .registerValidator(new TokenTimes(clock))
                        .registerValidator(new SubValidator(true))
                        .registerValidator(issuer);
        settings.audience()
                .map(audience -> new AudValidator(Set.of(audience), true))
                .ifPresent(builder::registerValidator);
        var claims = builder.build().processToClaims(token);
        return new VerifiedToken(identity(claims), TokenTimes.endMillis(claims));
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
            if (Identity.COMPLETE_ROLES.contains(role) || OF_USERS.contains(role)) {
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
        var user = Uuids.tryParse(subject).orElse(null);
        var identity = new Identity(user, subject, Set.copyOf(roles));
        if (user == null && identity.needsUser()) {
            throw Tokens.refused("its subject is no user");
        }
        return identity;
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
