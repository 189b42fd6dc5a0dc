package org.dreamlms.books.access.token;

import java.security.Key;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.Settings;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.UnresolvableKeyException;

/**
 * Finds the key for a token: among the configured ones, else among those that the issuer publishes,
 * which may take a call to it.
 */
final class KeySources implements VerificationKeyResolver {

    private final List<KeySet> present = new ArrayList<>();
    private final PublishedKeys published;

    /**
     * @param own keys of this process, tried after the configured ones
     * @throws IllegalArgumentException when none of the configured ones can be used
     */
    KeySources(
            Settings.Access settings,
            List<JsonWebKey> own,
            Clock clock,
            TrustedAuthorities authorities) {
        settings.publicKey().map(PublicKeys::read).ifPresent(present::add);
        present.add(KeySet.of(own));
        published =
                settings.jwksUrl()
                        .map(url -> new PublishedKeys(url, clock, authorities))
                        .orElse(null);
    }

    @Override
    public Key resolveKey(JsonWebSignature jws, List<JsonWebStructure> context)
            throws UnresolvableKeyException {
        for (var keys : present) {
            var key = keys.find(jws);
            if (key != null) {
                return key;
            }
        }
        if (published == null) {
            throw new UnresolvableKeyException("no key proves it");
        }
        return published.find(jws);
    }
}
