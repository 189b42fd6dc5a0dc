package org.dreamlms.books;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * An event as DCS sends it.
 *
 * @param body what is sent
 * @param signature the value of {@code X-Webhook-Signature}
 */
public record SignedEvent(byte[] body, String signature) {

    public static final String SECRET = "the-secret-of-the-stand-in";
    public static final String OLD_SECRET = "the-secret-of-before";
    public static final String HEADER = "X-Webhook-Signature";

    public static SignedEvent of(String event, int id) {
        return of(event, id, SECRET);
    }

    public static SignedEvent of(String event, int id, String secret) {
        var json =
                new JsonObject()
                        .put("event", event)
                        .put("timestamp", Instant.now().toString())
                        .put(
                                "data",
                                new JsonObject().put("id", id).put("nonce", System.nanoTime()));
        return of(json.encode(), secret);
    }

    /** Any body, properly signed. */
    public static SignedEvent of(String body, String secret) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        return new SignedEvent(bytes, sign(bytes, secret));
    }

    public static String sign(byte[] body, String secret) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
