package org.dreamlms.books.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dreamlms.books.Settings;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Checks that a body comes from DCS: {@code X-Webhook-Signature: sha256=} and the HMAC-SHA256 (RFC
 * 2104) of its bytes in hexadecimal. Two secrets are good at a time, so that one can follow the
 * other without an event lost.
 */
@ApplicationScoped
class Signatures {

    /** The header that carries it. */
    static final String HEADER = "X-Webhook-Signature";

    private static final String PREFIX = "sha256=";
    private static final Pattern FORM = Pattern.compile("sha256=\\s*[0-9a-fA-F]{64}\\s*");
    private static final String ALGORITHM = "HmacSHA256";

    private final List<SecretKeySpec> keys;

    Signatures(Settings settings) {
        var webhook = settings.webhook();
        keys =
                Stream.of(webhook.secret(), webhook.previousSecret())
                        .flatMap(secret -> secret.stream())
                        .map(s -> new SecretKeySpec(s.getBytes(StandardCharsets.UTF_8), ALGORITHM))
                        .toList();
    }

    /** Whether a header has the form of a signature, good or not. */
    static boolean wellFormed(String header) {
        return header != null && FORM.matcher(header).matches();
    }

    /** The 401 to throw for a signature. */
    static ProblemException refusal() {
        return ProblemException.unauthorized("The signature is not that of the body");
    }

    /** Whether there is a secret to check with. */
    boolean configured() {
        return !keys.isEmpty();
    }

    /**
     * Whether the signature is that of the body, in a time that does not depend on how much of it
     * is right.
     *
     * @param signature the value of the header; null when there is none
     */
    boolean good(byte[] body, String signature) {
        if (signature == null || !signature.startsWith(PREFIX)) {
            return false;
        }
        byte[] claimed;
        try {
            claimed = HexFormat.of().parseHex(signature.substring(PREFIX.length()).strip());
        } catch (IllegalArgumentException ignored) {
            return false;
        }
        var good = false;
        for (var key : keys) {
            good |= MessageDigest.isEqual(hmac(key, body), claimed);
        }
        return good;
    }

    /** The SHA-256 of a body, by which it is known again. */
    static byte[] hash(byte[] body) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(body);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static byte[] hmac(SecretKeySpec key, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
