package org.dreamlms.books.access.token;

import java.math.BigInteger;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.Use;
import org.jose4j.jwk.VerificationJwkSelector;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * Public keys that can prove tokens. A key that can't does not keep the others from it.
 *
 * @param keys those that can
 * @param skipped those that can't, each with the reason
 */
public record KeySet(List<JsonWebKey> keys, List<String> skipped) {

    /** No keys at all. */
    static final KeySet NONE = new KeySet(List.of(), List.of());

    /** So many are used; each may have to be tried for a token. */
    static final int MAX_KEYS = 100;

    private static final int SHOWN = 5;
    private static final int MAX_NAME = 64;

    /** Of RSA (RFC 7518, 3.3). */
    private static final int MIN_BITS = 2048;

    private static final Optional<String> TOO_MANY =
            Optional.of("more than %d keys".formatted(MAX_KEYS));

    private static final Set<String> ALGORITHMS =
            Set.of(
                    AlgorithmIdentifiers.RSA_USING_SHA256,
                    AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);

    /** Sorts keys; those that say that they are for something else are in neither list. */
    static KeySet of(Collection<JsonWebKey> all) {
        var keys = new ArrayList<JsonWebKey>();
        var skipped = new ArrayList<String>();
        int number = 0;
        for (var key : all) {
            number++;
            if (!isForTokens(key)) {
                continue;
            }
            var fault = keys.size() < MAX_KEYS ? fault(key) : TOO_MANY;
            if (fault.isEmpty()) {
                keys.add(key);
            } else {
                skipped.add(name(key, number) + ": " + fault.get());
            }
        }
        return new KeySet(List.copyOf(keys), List.copyOf(skipped));
    }

    /** The first ones of those that can't be used, and how many more there are. */
    String faults() {
        var shown = String.join(", ", skipped.subList(0, Math.min(SHOWN, skipped.size())));
        return skipped.size() > SHOWN
                ? "%s and %d more".formatted(shown, skipped.size() - SHOWN)
                : shown;
    }

    /** The key that proves the token, null when none of them does. */
    Key find(JsonWebSignature token) {
        try {
            var candidates = new VerificationJwkSelector().selectList(token, keys);
            if (candidates.size() == 1) {
                return candidates.get(0).getKey();
            }
            for (var candidate : candidates) {
                if (proves(candidate, token)) {
                    return candidate.getKey();
                }
            }
            return null;
        } catch (JoseException e) {
            // The token names an algorithm that none of them is for.
            return null;
        }
    }

    private static boolean proves(JsonWebKey key, JsonWebSignature token) {
        try {
            token.setKey(key.getKey());
            return token.verifySignature();
        } catch (JoseException e) {
            return false;
        }
    }

    private static boolean isForTokens(JsonWebKey key) {
        return !Use.ENCRYPTION.equals(key.getUse())
                && (key.getAlgorithm() == null || ALGORITHMS.contains(key.getAlgorithm()));
    }

    private static Optional<String> fault(JsonWebKey key) {
        if (!(key instanceof PublicJsonWebKey)) {
            return Optional.of("not a public key");
        }
        if (key.getKey() instanceof RSAPublicKey rsa) {
            return fault(rsa);
        }
        if (key.getKey() instanceof ECPublicKey ec) {
            return EllipticCurves.P256.getCurve().equals(ec.getParams().getCurve())
                    ? Optional.empty()
                    : Optional.of("an EC key of another curve than P-256");
        }
        return Optional.of("neither an RSA nor an EC key");
    }

    private static Optional<String> fault(RSAPublicKey rsa) {
        var bits = rsa.getModulus().bitLength();
        if (bits < MIN_BITS) {
            return Optional.of("an RSA key of %d bits; %d are needed".formatted(bits, MIN_BITS));
        }
        return rsa.getPublicExponent().compareTo(BigInteger.TWO) > 0
                ? Optional.empty()
                : Optional.of("an RSA key without a secret");
    }

    private static String name(JsonWebKey key, int number) {
        var id = key.getKeyId();
        if (id == null) {
            return "key " + number;
        }
        return "key \"" + (id.length() > MAX_NAME ? id.substring(0, MAX_NAME) + "…" : id) + '"';
    }
}
