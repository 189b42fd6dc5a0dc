package org.dreamlms.books.access.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.dreamlms.books.ExpectedLog;
import org.dreamlms.books.LogLines;
import org.dreamlms.books.Settings;
import org.dreamlms.books.TestClock;
import org.dreamlms.books.TestTokens;
import org.dreamlms.books.http.problem.ProblemException;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which tokens are believed, and what they say. */
@ExpectedLog({"access.token.Tokens", "access.token.PublishedKeys"})
class TokensTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String SECRET = "a-key-that-is-long-enough-for-hs256";
    private static final PublicJsonWebKey RSA = rsa("one");
    private static final PublicJsonWebKey EC = ec();
    private static final UUID USER = UUID.randomUUID();

    @TempDir Path temp;

    @Test
    void aTokenOfTheLmsNamesAUserAndNoRole() {
        var found = tokens(Map.of()).verify(token("HS256", hmac(), claims(USER.toString())));
        assertEquals(new Identity(USER, USER.toString(), null), found.identity());
        assertEquals(NOW.plusSeconds(600).toEpochMilli(), found.endMillis());
    }

    @Test
    void aRehearsalIsAnAdminForItselfAlone() {
        for (var changes :
                List.of(Map.<String, String>of(), Map.of("issuer", "i", "audience", "a"))) {
            var settings = settings(true, changes);
            var rehearsal = new RehearsalToken(settings, CLOCK);
            var token = rehearsal.admin();
            assertEquals(
                    Set.of("admin"), tokens(settings, rehearsal).verify(token).identity().roles());
            refused(401, tokens(settings, new RehearsalToken(settings, CLOCK)), token);
            refused(401, tokens(changes), token);
        }
        var ordinary = new RehearsalToken(settings(false, Map.of()), CLOCK);
        assertThrows(IllegalStateException.class, ordinary::admin);
    }

    @Test
    void aRoleInATokenOfTheLmsCountsForNothing() {
        var claims = claims(USER.toString());
        claims.setStringListClaim("roles", "admin");
        assertNull(tokens(Map.of()).verify(token("HS256", hmac(), claims)).identity().roles());
    }

    @Test
    void rsaAndEcKeysBothProveTokens() {
        var tokens = tokens(Map.of("public-key", pem(RSA) + pem(EC)));
        assertEquals(Set.of("admin"), roles(tokens, token("RS256", RSA.getPrivateKey(), admin())));
        assertEquals(Set.of("admin"), roles(tokens, token("ES256", EC.getPrivateKey(), admin())));
    }

    @Test
    void theKeyMayBeInAFile() throws IOException {
        var file = Files.writeString(temp.resolve("key.pem"), pem(EC));
        var tokens = tokens(Map.of("public-key", file.toString()));
        assertEquals(Set.of("admin"), roles(tokens, token("ES256", EC.getPrivateKey(), admin())));
    }

    @Test
    void aPublicKeyIsNoSecret() {
        var publicKey = pem(RSA);
        var tokens = tokens(Map.of("public-key", publicKey));
        for (var secret :
                List.of(
                        publicKey.getBytes(StandardCharsets.US_ASCII),
                        RSA.getPublicKey().getEncoded())) {
            refused(401, tokens, token("HS256", new HmacKey(secret), admin()));
        }
        // And without a secret, no HS256 at all.
        var without = tokens(Map.of("public-key", publicKey, "secret-key", ""));
        refused(401, without, token("HS256", hmac(), claims(USER.toString())));
        refused(401, tokens(Map.of()), token("RS256", RSA.getPrivateKey(), admin()));
    }

    @Test
    void otherAlgorithmsAreRefused() {
        var tokens = tokens(Map.of("public-key", pem(RSA)));
        refused(401, tokens, token("none", null, admin()));
        refused(
                401,
                tokens,
                token(
                        "HS384",
                        new HmacKey(SECRET.repeat(2).getBytes(StandardCharsets.UTF_8)),
                        claims(USER.toString())));
        refused(401, tokens, token("RS512", RSA.getPrivateKey(), admin()));
        refused(401, tokens, token("PS256", RSA.getPrivateKey(), admin()));
        refused(401, tokens, "a.b.c");
        refused(401, tokens, "");
        refused(401, tokens, token("RS256", rsa("one").getPrivateKey(), admin()));
    }

    @Test
    void timeIsHeeded() {
        var tokens = tokens(Map.of("public-key", pem(RSA)));
        var late = admin();
        late.setExpirationTime(NumericDate.fromSeconds(NOW.getEpochSecond() - 60));
        assertEquals(
                "The token is not good: it has expired",
                refused(401, tokens, token("RS256", RSA.getPrivateKey(), late)).getMessage());
        var early = admin();
        early.setNotBefore(NumericDate.fromSeconds(NOW.getEpochSecond() + 60));
        refused(401, tokens, token("RS256", RSA.getPrivateKey(), early));
        var earlyUser = claims(USER.toString());
        earlyUser.setNotBefore(NumericDate.fromSeconds(NOW.getEpochSecond() + 60));
        refused(401, tokens, token("HS256", hmac(), earlyUser));
        var endless = admin();
        endless.unsetClaim("exp");
        refused(401, tokens, token("RS256", RSA.getPrivateKey(), endless));
    }

    @Test
    void issuerAndAudienceAreHeededWhereTheyAreSet() {
        var tokens =
                tokens(Map.of("public-key", pem(RSA), "issuer", "https://id", "audience", "books"));
        var claims = admin();
        refused(401, tokens, token("RS256", RSA.getPrivateKey(), claims));
        claims.setIssuer("https://id");
        claims.setAudience("other");
        refused(401, tokens, token("RS256", RSA.getPrivateKey(), claims));
        claims.setAudience("other", "books");
        assertEquals(Set.of("admin"), roles(tokens, token("RS256", RSA.getPrivateKey(), claims)));
    }

    @Test
    void rolesAreFoundWhereTheSettingSays() {
        var tokens = tokens(Map.of("public-key", pem(RSA), "roles-claim", "realm_access.roles"));
        var claims = claims("robot");
        claims.setClaim("realm_access", Map.of("roles", List.of("offline", "service")));
        assertEquals(
                new Identity(null, "robot", Set.of("service")),
                tokens.verify(token("RS256", RSA.getPrivateKey(), claims)).identity());
        var words = tokens(Map.of("public-key", pem(RSA), "roles-claim", "scope"));
        claims.setClaim("scope", "openid service");
        assertEquals(Set.of("service"), roles(words, token("RS256", RSA.getPrivateKey(), claims)));
    }

    @Test
    void aTokenWithoutARoleHereIsForbidden() {
        var claims = claims("robot");
        claims.setStringListClaim("roles", "cleaner");
        refused(
                403,
                tokens(Map.of("public-key", pem(RSA))),
                token("RS256", RSA.getPrivateKey(), claims));
    }

    @Test
    void aTeacherMustBeAUserOfTheLms() {
        var tokens = tokens(Map.of("public-key", pem(RSA)));
        var claims = claims("tom");
        claims.setStringListClaim("roles", "teacher");
        refused(401, tokens, token("RS256", RSA.getPrivateKey(), claims));
        claims.setSubject(USER.toString());
        assertEquals(
                USER,
                tokens.verify(token("RS256", RSA.getPrivateKey(), claims)).identity().userId());
    }

    @Test
    void publishedKeysAreFetchedOnceAndAgainForANewOneButNotForEachUnknownOne() throws IOException {
        var fetched = new AtomicInteger();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    fetched.incrementAndGet();
                    var json = new JsonWebKeySet(RSA).toJson().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, json.length);
                    exchange.getResponseBody().write(json);
                    exchange.close();
                });
        server.start();
        try {
            var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
            var tokens = tokens(Map.of("jwks-url", url));
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        Set.of("admin"), roles(tokens, token("RS256", "one", RSA.getPrivateKey())));
            }
            assertEquals(1, fetched.get());
            for (int i = 0; i < 10; i++) {
                refused(401, tokens, token("RS256", "unknown-" + i, rsa("x").getPrivateKey()));
            }
            assertEquals(1, fetched.get(), "a minute has to pass between two looks");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anIssuerWhoCannotBeAskedIsNoFaultOfTheToken() {
        var tokens = tokens(Map.of("jwks-url", "http://127.0.0.1:1/keys"));
        var token = token("RS256", "one", RSA.getPrivateKey());
        try (var log = LogLines.of(Tokens.class.getName())) {
            refused(503, tokens, token);
            refused(503, tokens, token("RS256", "two", RSA.getPrivateKey()));
            assertThat(log.lines())
                    .as("said once a minute")
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains("can't be fetched", "Connect")
                    .doesNotContain(token.substring(token.lastIndexOf('.') + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http:///keys",
                "http://127.0.0.1:99999/keys",
                "http://127.0.0.1:-5/keys",
                "http://[::1/keys",
                "http://a b/",
                "file:///keys",
                "mailto:keys",
                "nonsense",
                ""
            })
    void anAddressThatCannotBeAskedIsNoFaultOfTheToken(String address) throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.getResponseHeaders().add("Location", address);
                    exchange.sendResponseHeaders(302, -1);
                    exchange.close();
                });
        server.start();
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        try {
            for (var asked : address.isEmpty() ? List.of(url) : List.of(url, address)) {
                var tokens = tokens(Map.of("jwks-url", asked));
                try (var log = LogLines.of(Tokens.class.getName())) {
                    refused(503, tokens, token("RS256", "one", RSA.getPrivateKey()));
                    assertThat(log.lines())
                            .singleElement(InstanceOfAssertFactories.STRING)
                            .contains("can't be fetched");
                    refused(401, tokens, "a.b.c");
                }
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void keysWithoutAnEndAreNotRead() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var sent = new AtomicInteger();
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, 0);
                    var blanks = " ".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
                    try (var body = exchange.getResponseBody()) {
                        for (int i = 0; i < 10_000; i++) {
                            body.write(blanks);
                            sent.addAndGet(blanks.length);
                        }
                    }
                });
        server.start();
        try (var log = LogLines.of(Tokens.class.getName())) {
            var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
            refused(
                    503,
                    tokens(Map.of("jwks-url", url)),
                    token("RS256", "one", RSA.getPrivateKey()));
            assertThat(log.lines()).hasSize(1);
            assertThat(sent.get()).isLessThan(32 * 1024 * 1024);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anIssuerWhoHangsHoldsUpAFewAndIsThenLeftAloneForAWhile() throws Exception {
        var asked = new AtomicInteger();
        var goOn = new CountDownLatch(1);
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    asked.incrementAndGet();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exchange.sendResponseHeaders(500, -1);
                    exchange.close();
                });
        server.start();
        var workers = Executors.newFixedThreadPool(30);
        try {
            var tokens =
                    tokens(
                            Map.of(
                                    "jwks-url",
                                    "http://127.0.0.1:" + server.getAddress().getPort() + "/"));
            var answers = new ExecutorCompletionService<ProblemException>(workers);
            for (int i = 0; i < 30; i++) {
                var garbage = token("RS256", "unknown-" + i, RSA.getPrivateKey());
                answers.submit(() -> refused(503, tokens, garbage));
            }
            for (int i = 0; i < 28; i++) {
                answers.take().get();
            }
            assertEquals(1, goOn.getCount(), "all but two were answered while the issuer hung");
            goOn.countDown();
            for (int i = 0; i < 2; i++) {
                answers.take().get();
            }
            int before = asked.get();
            refused(503, tokens, token("RS256", "one", RSA.getPrivateKey()));
            assertEquals(before, asked.get(), "it was asked a moment ago");
        } finally {
            goOn.countDown();
            workers.shutdownNow();
            server.stop(0);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":1}",
                "{\"alg\":true}",
                "{\"alg\":null}",
                "{\"alg\":[]}",
                "{\"alg\":{}}",
                "{\"alg\":[\"HS256\"]}",
                "{\"alg\":\"HS256\",\"kid\":1}",
                "{\"alg\":\"RS256\",\"kid\":[]}",
                "{\"alg\":\"RS256\",\"x5t\":{}}",
                "{\"alg\":\"HS256\",\"crit\":1}",
                "{\"alg\":\"HS256\",\"crit\":[1]}",
                "{\"alg\":\"HS256\",\"b64\":\"x\"}",
                "{\"alg\":\"HS256\",\"alg\":\"none\"}",
                "[]",
                "1",
                "null",
                "\"alg\"",
                "{",
                "",
                "\u0000"
            })
    void aHeaderOfOddTypesIsRefused(String header) {
        var tokens = tokens(Map.of("public-key", pem(RSA)));
        try (var log = LogLines.of(Tokens.class.getName())) {
            refused(401, tokens, base64(header) + ".e30.AA");
            assertThat(log.lines()).allMatch(line -> !line.contains("\tat "));
        }
    }

    @Test
    void claimsOfOddTypesAreRefused() {
        var tokens = tokens(Map.of("public-key", pem(RSA)));
        var odd = List.of("1", "true", "[]", "{}", "[{}]", "\"\"", "1e400", "-1", "null");
        for (var name : List.of("sub", "exp", "nbf", "iat", "roles", "aud", "iss", "jti")) {
            for (var value : odd) {
                var claims = "{\"sub\":\"%s\",\"exp\":9999999999,\"%s\":%s}";
                verifyOrRefuse(tokens, signed(claims.formatted(USER, name, value)));
            }
        }
        verifyOrRefuse(tokens, signed("[".repeat(5_000)));
        verifyOrRefuse(tokens, signed("{\"a\":".repeat(1_500)));
    }

    @ParameterizedTest
    @CsvSource({
        // A moment that no clock reaches is "never".
        "exp, 9223372036854775807, 200",
        "exp, 9223372036854775808, 200",
        "exp, 9223372036854776, 200",
        "exp, 9223372036854775, 200",
        "exp, 99999999999999999999999999, 200",
        "exp, 1e30, 200",
        "exp, 1e400, 200",
        "exp, 4102444800.75, 200",
        "exp, 4.1024448e9, 200",
        "exp, -1, 401",
        "exp, 0, 401",
        "exp, -9223372036854775808, 401",
        "exp, -9223372036854775809, 401",
        "exp, -1e400, 401",
        "exp, null, 401",
        "exp, true, 401",
        "exp, '\"4102444800\"', 401",
        "exp, [4102444800], 401",
        "exp, {}, 401",
        "nbf, 0, 200",
        "nbf, 0.5, 200",
        "nbf, -1e400, 200",
        "nbf, -9223372036854775809, 200",
        "nbf, 9223372036854775807, 401",
        "nbf, 9223372036854776, 401",
        "nbf, 1e30, 401",
        "nbf, 1e400, 401",
        "nbf, '\"0\"', 401",
        "nbf, false, 401",
        "iat, 9223372036854775807, 200",
        "iat, 9223372036854776, 200",
        "iat, 1e30, 200",
        "iat, 1e400, 200",
        "iat, '\"x\"', 401",
        "iat, [], 401"
    })
    void momentsBeyondAllClocksAreUnderstood(String claim, String value, int status) {
        var tokens = tokens(Map.of("public-key", pem(RSA)));
        var end = claim.equals("exp") ? "" : "\"exp\":4102444800,";
        var payload = "{%s\"%s\":%s,\"sub\":\"%s\",\"roles\":\"admin\"}";
        var text = payload.formatted(end, claim, value, USER);
        for (var token : List.of(signed(text), signed("RS256", RSA.getPrivateKey(), text))) {
            if (status == 200) {
                assertThat(tokens.verify(token).endMillis()).isGreaterThan(NOW.toEpochMilli());
            } else {
                refused(status, tokens, token);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"exp, -9, 200", "exp, -10, 401", "exp, -11, 401", "nbf, 10, 200", "nbf, 11, 401"})
    void allClocksMayDifferByTenSeconds(String claim, int seconds, int status) {
        var tokens = tokens(Map.of("public-key", pem(RSA)));
        var claims = claims(USER.toString());
        claims.setClaim("roles", "admin");
        claims.setClaim(claim, NOW.getEpochSecond() + seconds);
        for (var token :
                List.of(
                        token("HS256", hmac(), claims),
                        token("RS256", RSA.getPrivateKey(), claims))) {
            if (status == 200) {
                assertThat(tokens.verify(token).identity().userId()).isEqualTo(USER);
            } else {
                refused(status, tokens, token);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "<!doctype html><title>Sign in</title>",
                "{\"error\":\"invalid_request\"}",
                "{\"keys\":[]}",
                "{\"keys\":null}",
                "{\"keys\":{}}",
                "{\"keys\":[1]}",
                "{\"keys\":[{}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"RSA\",\"n\":1,\"e\":[]}]}",
                "[]",
                "null",
                "1"
            })
    void anAnswerWithoutKeysIsNoFaultOfTheToken(String answer) throws IOException {
        var issuer = new Issuer(answer);
        try (var log = LogLines.of(Tokens.class.getName())) {
            var clock = new TestClock();
            var tokens = tokens(settings(false, Map.of("jwks-url", issuer.url())), clock);
            var end = clock.instant().plusSeconds(3_600).getEpochSecond();
            var good = token("RS256", "one", RSA.getPrivateKey(), admin(end));
            for (int i = 0; i < 3; i++) {
                assertEquals(5, refused(503, tokens, good).retryAfter().orElseThrow());
            }
            assertEquals(1, issuer.asked());
            assertThat(log.lines())
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .contains(issuer.url(), "200", "text/html", answer.length() + " characters");
            clock.advance(Duration.ofSeconds(61));
            refused(503, tokens, good);
            assertEquals(2, issuer.asked());
            issuer.answer(new JsonWebKeySet(RSA).toJson());
            clock.advance(Duration.ofSeconds(61));
            assertEquals(Set.of("admin"), roles(tokens, good));
            issuer.answer(answer);
            clock.advance(Duration.ofHours(23));
            var later = admin(clock.instant().plusSeconds(600).getEpochSecond());
            var next = token("RS256", "one", RSA.getPrivateKey(), later);
            assertEquals(Set.of("admin"), roles(tokens, next), "keys that were read go on");
            assertEquals(4, issuer.asked());
        } finally {
            issuer.stop();
        }
    }

    @Test
    void aKeyThatCannotBeUsedDoesNotKeepTheOthersFromIt() throws IOException {
        var weak = weak();
        var curve = otherCurve();
        for (var others : List.of(List.of(weak), List.of(curve), List.of(weak, curve))) {
            for (var order : List.of(true, false)) {
                var keys = new ArrayList<PublicJsonWebKey>(others);
                keys.add(order ? 0 : keys.size(), RSA);
                keys.add(EC);
                var pem = keys.stream().map(TokensTest::pem).collect(Collectors.joining());
                provesBoth(tokens(Map.of("public-key", pem)));
                var issuer = new Issuer(new JsonWebKeySet(keys).toJson());
                try (var log = LogLines.of(PublishedKeys.class.getName())) {
                    var tokens = tokens(Map.of("jwks-url", issuer.url()));
                    provesBoth(tokens);
                    refused(401, tokens, token("RS256", weak.getPrivateKey(), admin()));
                    assertThat(log.lines())
                            .singleElement(InstanceOfAssertFactories.STRING)
                            .contains("not used", issuer.url());
                } finally {
                    issuer.stop();
                }
            }
        }
    }

    @Test
    void ofHundredsOfKeysThatCannotBeUsedAFewAreNamed() throws IOException {
        var key = "{\"kty\":\"oct\",\"kid\":\"%s-%d\",\"k\":\"AAAA\"}";
        var keys =
                IntStream.range(0, 400)
                        .mapToObj(i -> key.formatted("x".repeat(500), i))
                        .collect(Collectors.joining(",", "{\"keys\":[", "]}"));
        var issuer = new Issuer(keys);
        try (var unused = LogLines.of(PublishedKeys.class.getName());
                var failed = LogLines.of(Tokens.class.getName())) {
            var tokens = tokens(Map.of("jwks-url", issuer.url()));
            refused(503, tokens, token("RS256", RSA.getPrivateKey(), admin()));
            assertThat(Stream.concat(unused.lines().stream(), failed.lines().stream()))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains("and 395 more"))
                    .allSatisfy(line -> assertThat(line.split("\n")[0]).hasSizeLessThan(1_000));
        } finally {
            issuer.stop();
        }
    }

    @Test
    void ofManyGoodKeysTheFirstHundredCount() {
        var keys = new ArrayList<JsonWebKey>();
        for (int i = 0; i <= KeySet.MAX_KEYS; i++) {
            keys.add(RSA);
        }
        assertThat(KeySet.of(keys).keys()).hasSize(100);
        assertThat(KeySet.of(keys).skipped()).containsExactly("key \"one\": more than 100 keys");
    }

    @Test
    void keysThatCannotBeUsedAreNamed() {
        var text =
                pem(RSA) + pem(weak()) + TestTokens.pem(new byte[] {1, 2, 3}) + pem(otherCurve());
        assertThat(PublicKeys.read(text + pem(EC).replace("PUBLIC KEY", "CERTIFICATE")).skipped())
                .containsExactly(
                        "key 2: an RSA key of 1024 bits; 2048 are needed",
                        "key 3: neither an RSA nor an EC key",
                        "key 4: an EC key of another curve than P-256",
                        "key 5: a CERTIFICATE, not a PUBLIC KEY");
        var none = pem(weak());
        assertThatThrownBy(() -> PublicKeys.read(none))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key 1: an RSA key of 1024 bits; 2048 are needed");
    }

    private static void provesBoth(Tokens tokens) {
        assertEquals(Set.of("admin"), roles(tokens, token("RS256", RSA.getPrivateKey(), admin())));
        assertEquals(Set.of("admin"), roles(tokens, token("ES256", EC.getPrivateKey(), admin())));
    }

    /** An issuer of keys that answers 200, whatever with. */
    private static final class Issuer {

        private final HttpServer server;
        private final AtomicInteger asked = new AtomicInteger();
        private volatile byte[] answer;

        Issuer(String answer) throws IOException {
            answer(answer);
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext(
                    "/",
                    exchange -> {
                        asked.incrementAndGet();
                        exchange.getResponseHeaders().add("Content-Type", "text/html");
                        var body = this.answer;
                        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                        exchange.getResponseBody().write(body);
                        exchange.close();
                    });
            server.start();
        }

        void answer(String text) {
            answer = text.getBytes(StandardCharsets.UTF_8);
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
        }

        int asked() {
            return asked.get();
        }

        void stop() {
            server.stop(0);
        }
    }

    @Test
    void aSubjectHasALimit() {
        var tokens = tokens(Map.of("public-key", pem(RSA)));
        var claims = claims("x".repeat(256));
        claims.setStringListClaim("roles", "admin");
        refused(401, tokens, token("RS256", RSA.getPrivateKey(), claims));
        claims.setSubject("x".repeat(255));
        assertEquals(Set.of("admin"), roles(tokens, token("RS256", RSA.getPrivateKey(), claims)));
    }

    private static void verifyOrRefuse(Tokens tokens, String token) {
        try {
            tokens.verify(token);
        } catch (ProblemException e) {
            assertThat(e.status()).isIn(401, 403);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A token with this payload, whatever it is. */
    private static String signed(String payload) {
        return signed("HS256", hmac(), payload);
    }

    private static String signed(String algorithm, Key key, String payload) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmHeaderValue(algorithm);
        jws.setKey(key);
        jws.setPayload(payload);
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> roles(Tokens tokens, String token) {
        return tokens.verify(token).identity().roles();
    }

    private static ProblemException refused(int status, Tokens tokens, String token) {
        var problem = assertThrows(ProblemException.class, () -> tokens.verify(token));
        assertEquals(status, problem.status(), problem.getMessage());
        return problem;
    }

    private static Tokens tokens(Map<String, String> changes) {
        var settings = settings(false, changes);
        return tokens(settings, new RehearsalToken(settings, CLOCK));
    }

    private static Tokens tokens(Settings settings, RehearsalToken rehearsal) {
        return tokens(settings, rehearsal, CLOCK);
    }

    private static Tokens tokens(Settings settings, Clock clock) {
        return tokens(settings, new RehearsalToken(settings, clock), clock);
    }

    private static Tokens tokens(Settings settings, RehearsalToken rehearsal, Clock clock) {
        var authorities = new TrustedAuthorities(Optional.empty());
        return new Tokens(
                new LmsTokens(settings, clock),
                new PublicKeyTokens(settings, rehearsal, clock, authorities),
                clock);
    }

    private static Settings settings(boolean rehearsal, Map<String, String> changes) {
        var values = new HashMap<String, String>();
        values.put("dcs-books.access.secret-key", SECRET);
        values.put("dcs-books.rehearsal", Boolean.toString(rehearsal));
        changes.forEach((name, value) -> values.put("dcs-books.access." + name, value));
        return new SmallRyeConfigBuilder()
                .withMapping(Settings.class)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withConverter(MemorySize.class, 200, new MemorySizeConverter())
                .withDefaultValues(values)
                .build()
                .getConfigMapping(Settings.class);
    }

    private static JwtClaims claims(String subject) {
        var claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setExpirationTime(NumericDate.fromSeconds(NOW.getEpochSecond() + 600));
        return claims;
    }

    private static JwtClaims admin() {
        var claims = claims("root");
        claims.setStringListClaim("roles", "admin");
        return claims;
    }

    private static JwtClaims admin(long endSeconds) {
        var claims = admin();
        claims.setExpirationTime(NumericDate.fromSeconds(endSeconds));
        return claims;
    }

    private static String token(String algorithm, String keyId, Key key) {
        return token(algorithm, keyId, key, admin());
    }

    private static String token(String algorithm, Key key, JwtClaims claims) {
        return token(algorithm, null, key, claims);
    }

    private static String token(String algorithm, String keyId, Key key, JwtClaims claims) {
        var jws = new JsonWebSignature();
        jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
        jws.setDoKeyValidation(false);
        jws.setAlgorithmHeaderValue(algorithm);
        if (keyId != null) {
            jws.setKeyIdHeaderValue(keyId);
        }
        jws.setKey(key);
        jws.setPayload(claims.toJson());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Key hmac() {
        return new HmacKey(SECRET.getBytes(StandardCharsets.UTF_8));
    }

    private static String pem(PublicJsonWebKey key) {
        return TestTokens.pem(key.getPublicKey().getEncoded());
    }

    private static PublicJsonWebKey weak() {
        try {
            return RsaJwkGenerator.generateJwk(1024);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey otherCurve() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P384);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey rsa(String id) {
        try {
            var key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey ec() {
        try {
            return EcJwkGenerator.generateJwk(EllipticCurves.P256);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
