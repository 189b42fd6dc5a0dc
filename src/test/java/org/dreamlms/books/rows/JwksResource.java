package org.dreamlms.books.rows;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Another issuer of tokens, who publishes its key as a JSON Web Key Set. */
public final class JwksResource implements QuarkusTestResourceLifecycleManager {

    private static final PublicJsonWebKey KEY = key();

    private HttpServer server;

    /** An ES256 token with this role, for ten minutes. */
    static String token(String role) {
        return token(role, KEY);
    }

    /** The same by somebody whose key is not in the set, though he says so. */
    static String forged(String role) {
        return token(role, key());
    }

    @Override
    public Map<String, String> start() {
        var set = new JsonWebKeySet(KEY).toJson().getBytes(StandardCharsets.UTF_8);
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext(
                "/keys",
                exchange -> {
                    exchange.getResponseHeaders().set("Content-Type", "application/json");
                    exchange.sendResponseHeaders(200, set.length);
                    exchange.getResponseBody().write(set);
                    exchange.close();
                });
        server.start();
        return Map.of(
                "dcs-books.access.jwks-url",
                "http://localhost:%d/keys".formatted(server.getAddress().getPort()));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    private static String token(String role, PublicJsonWebKey key) {
        var claims = new JwtClaims();
        claims.setSubject("somebody-else's-" + role);
        claims.setStringListClaim("roles", List.of(role));
        claims.setExpirationTimeMinutesInTheFuture(10);
        var jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setKeyIdHeaderValue(key.getKeyId());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        jws.setKey(key.getPrivateKey());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey key() {
        try {
            var key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("one");
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
