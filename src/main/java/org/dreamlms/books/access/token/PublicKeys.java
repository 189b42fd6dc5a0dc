package org.dreamlms.books.access.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.dreamlms.books.Settings;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;

/** The public keys that prove tokens of others than the LMS. */
public final class PublicKeys {

    private static final Pattern PEM =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");

    private PublicKeys() {}

    /**
     * Finds the key for a token: among the configured ones, else among those that the issuer
     * publishes, which may take a call to it.
     *
     * @param own keys of this process, tried after the configured ones
     * @throws IllegalArgumentException when the configured ones can't be read
     */
    static VerificationKeyResolver of(
            Settings.Access settings,
            List<JsonWebKey> own,
            Clock clock,
            TrustedAuthorities authorities) {
        var resolvers = new ArrayList<VerificationKeyResolver>();
        settings.publicKey().ifPresent(keys -> resolvers.add(configured(keys)));
        if (!own.isEmpty()) {
            resolvers.add(new JwksVerificationKeyResolver(own));
        }
        settings.jwksUrl()
                .ifPresent(url -> resolvers.add(new PublishedKeys(url, clock, authorities)));
        return (jws, context) -> {
            var failure = new UnresolvableKeyException("no public key is configured");
            for (var resolver : resolvers) {
                try {
                    return resolver.resolveKey(jws, context);
                } catch (UnresolvableKeyException e) {
                    failure = e;
                }
            }
            throw failure;
        };
    }

    /**
     * The keys in a text, or in the file that it names.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static List<PublicKey> read(String textOrFile) {
        var matcher = PEM.matcher(text(textOrFile));
        var keys = new ArrayList<PublicKey>();
        while (matcher.find()) {
            try {
                keys.add(key(Base64.getMimeDecoder().decode(matcher.group(1))));
            } catch (GeneralSecurityException e) {
                throw new IllegalArgumentException("neither an RSA nor an EC key", e);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("no -----BEGIN PUBLIC KEY----- in it");
        }
        return keys;
    }

    private static String text(String textOrFile) {
        if (textOrFile.contains("-----BEGIN")) {
            return textOrFile;
        }
        try {
            return Files.readString(Path.of(textOrFile));
        } catch (IOException e) {
            throw new IllegalArgumentException("the file can't be read", e);
        }
    }

    private static PublicKey key(byte[] der) throws GeneralSecurityException {
        var spec = new X509EncodedKeySpec(der);
        try {
            return KeyFactory.getInstance("RSA").generatePublic(spec);
        } catch (InvalidKeySpecException e) {
            return KeyFactory.getInstance("EC").generatePublic(spec);
        }
    }

    private static VerificationKeyResolver configured(String textOrFile) {
        var keys = new ArrayList<JsonWebKey>();
        for (var key : read(textOrFile)) {
            try {
                keys.add(PublicJsonWebKey.Factory.newPublicJwk(key));
            } catch (JoseException e) {
                throw new IllegalArgumentException("a key of a kind that tokens don't use", e);
            }
        }
        var resolver = new JwksVerificationKeyResolver(keys);
        resolver.setDisambiguateWithVerifySignature(true);
        return resolver;
    }
}
