package org.dreamlms.books.standin;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Issues and checks the access tokens (JWT, HS256) of the stand-in. The key is fixed, so a token
 * outlives an outage, as it does at DCS.
 */
final class StandInTokens {

    static final Duration LIFE = Duration.ofMinutes(30);

    private static final String KEY = "the stand-in signs its tokens with this";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");

    private final Supplier<Clock> clock;
    private final AtomicInteger serial = new AtomicInteger();
    private volatile int revokedUpTo;

    StandInTokens(Supplier<Clock> clock) {
        this.clock = clock;
    }

    String issue(String email) {
        var claims =
                new JsonObject()
                        .put("sub", email)
                        .put("exp", clock.get().instant().plus(LIFE).getEpochSecond())
                        .put("serial", serial.incrementAndGet());
        var content = HEADER + "." + encode(claims.encode());
        return content + "." + sign(content);
    }

    void revokeAll() {
        revokedUpTo = serial.get();
    }

    boolean accepts(String token) {
        var end = token.lastIndexOf('.');
        if (end < 0 || !same(sign(token.substring(0, end)), token.substring(end + 1))) {
            return false;
        }
        try {
            var body = token.substring(token.indexOf('.') + 1, end);
            var claims =
                    new JsonObject(
                            new String(
                                    Base64.getUrlDecoder().decode(body), StandardCharsets.UTF_8));
            return claims.getLong("exp") > clock.get().instant().getEpochSecond()
                    && claims.getInteger("serial") > revokedUpTo;
        } catch (DecodeException | IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sign(String content) {
        return BASE64.encodeToString(Hmac.sha256(KEY, content.getBytes(StandardCharsets.UTF_8)));
    }
}
