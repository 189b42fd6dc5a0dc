package org.dreamlms.books.access.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** The public keys that the settings name, as PEM. */
public final class PublicKeys {

    private static final String PUBLIC_KEY = "PUBLIC KEY";
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

    private PublicKeys() {}

    /**
     * The keys in a text, or in the file that it names.
     *
     * @throws IllegalArgumentException when there is none that can prove tokens; says why
     */
    public static KeySet read(String textOrFile) {
        var keys = new ArrayList<JsonWebKey>();
        var skipped = new ArrayList<String>();
        int number = 0;
        var matcher = PEM.matcher(text(textOrFile));
        while (matcher.find()) {
            number++;
            try {
                var key = key(matcher.group(1), matcher.group(2));
                var sorted = KeySet.of(List.of(key));
                keys.addAll(sorted.keys());
                for (var fault : sorted.skipped()) {
                    skipped.add(fault.replaceFirst("key 1", "key " + number));
                }
            } catch (IllegalArgumentException e) {
                skipped.add("key " + number + ": " + e.getMessage());
            }
        }
        if (number == 0) {
            throw new IllegalArgumentException("no -----BEGIN PUBLIC KEY----- in it");
        }
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(new KeySet(keys, skipped).faults());
        }
        return new KeySet(keys, skipped);
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

    private static JsonWebKey key(String label, String base64) {
        if (!label.equals(PUBLIC_KEY)) {
            throw new IllegalArgumentException("a %s, not a %s".formatted(label, PUBLIC_KEY));
        }
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(
                    key(Base64.getMimeDecoder().decode(base64)));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("neither an RSA nor an EC key", e);
        } catch (JoseException e) {
            throw new IllegalArgumentException("a key of a kind that tokens don't use", e);
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
}
