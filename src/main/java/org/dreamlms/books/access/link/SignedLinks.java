package org.dreamlms.books.access.link;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.dreamlms.books.Settings;
import org.dreamlms.books.access.OpenRoutes;
import org.dreamlms.books.caller.Access;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.caller.Caller;
import org.dreamlms.books.http.input.BookId;
import org.dreamlms.books.http.problem.ProblemException;

/**
 * Links to single files that work without a token until they expire: an HMAC-SHA256 over the path
 * and the moment of expiry (RFC 2104).
 */
@ApplicationScoped
public class SignedLinks {

    private static final String EXPIRES = "expires";
    private static final String SIGNATURE = "signature";
    private static final String BOOKS = "/books/";
    private static final String ALGORITHM = "HmacSHA256";

    /** The key of links is not the key of tokens, even where it comes from it. */
    private static final String PURPOSE = "dcs-books signed links 1";

    /** The first signs, all verify. */
    private final List<byte[]> keys = new ArrayList<>();

    private final Clock clock;

    SignedLinks(Settings settings, Clock clock) {
        this.clock = clock;
        var access = settings.access();
        access.links().key().or(access::secretKey).ifPresent(this::addKey);
        access.links().previousKey().ifPresent(this::addKey);
    }

    private void addKey(String secret) {
        keys.add(mac(secret.getBytes(StandardCharsets.UTF_8), PURPOSE));
    }

    /** Whether there is a key to sign with. */
    boolean available() {
        return !keys.isEmpty();
    }

    /**
     * The path with what makes it a link.
     *
     * @param path as a client will send it, percent-encoded, without the public path
     * @param expires in seconds since 1970
     */
    String sign(String path, long expires) {
        var signature = encode(mac(keys.get(0), text(path, expires)));
        return path + "?" + EXPIRES + "=" + expires + "&" + SIGNATURE + "=" + signature;
    }

    /**
     * What the bearer of a link may do: see that one book, on the route that was signed.
     *
     * @return empty when the request is not by a link
     * @throws ProblemException 401 when the link has expired or was not made here for this path
     */
    public Optional<Access> check(RoutingContext routing) {
        var request = routing.request();
        if (request.query() == null
                || !OpenRoutes.isFile(routing)
                || !routing.normalizedPath().startsWith(BOOKS)) {
            return Optional.empty();
        }
        var signature = request.getParam(SIGNATURE);
        if (signature == null) {
            return Optional.empty();
        }
        if (!good(request, signature)) {
            throw ProblemException.unauthorized("The link has expired or is not good");
        }
        var path = routing.normalizedPath();
        var id = path.substring(BOOKS.length(), path.indexOf('/', BOOKS.length()));
        var book = Set.of(BookId.fromString(id).value());
        return Optional.of(new Access(Caller.NOBODY, BookVisibility.of(book)));
    }

    /** On whose account requests by a link are: those by the same link share one. */
    public static Object owner(RoutingContext routing) {
        return new Link(routing.normalizedPath(), routing.request().getParam(SIGNATURE));
    }

    private record Link(String path, String signature) {}

    private boolean good(HttpServerRequest request, String signature) {
        long expires;
        try {
            expires = Long.parseLong(String.valueOf(request.getParam(EXPIRES)));
        } catch (NumberFormatException e) {
            return false;
        }
        var sent = signature.getBytes(StandardCharsets.UTF_8);
        var signed = false;
        var path = withoutSlash(request.path());
        for (var key : keys) {
            var right = encode(mac(key, text(path, expires)));
            signed |= MessageDigest.isEqual(right.getBytes(StandardCharsets.UTF_8), sent);
        }
        return signed && clock.instant().getEpochSecond() < expires;
    }

    /** A slash at the end names the same. */
    private static String withoutSlash(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static String text(String path, long expires) {
        return expires + "\n" + path;
    }

    private static String encode(byte[] signature) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key, ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
