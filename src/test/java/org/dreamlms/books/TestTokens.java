package org.dreamlms.books;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.lang.JoseException;

/**
 * Tokens of an issuer other than the LMS, with roles in them. The key is made for each run; as a
 * system property it is the same in every class loader.
 */
public final class TestTokens {

    private static final String PRIVATE = "test.private-key";
    private static final String PUBLIC = "test.public-key";

    /** The clock of the tests goes forward by days. */
    private static final long YEAR_2100 = 4_102_444_800L;

    private TestTokens() {}

    /** A token with this role that outlives all tests. */
    public static String of(String role) {
        return of("test-" + role, List.of(role), YEAR_2100);
    }

    /** A token with these claims. */
    public static String of(String subject, List<String> roles, long endSeconds) {
        var claims = new JwtClaims();
        claims.setSubject(subject);
        claims.setStringListClaim("roles", roles);
        claims.setExpirationTime(NumericDate.fromSeconds(endSeconds));
        return sign(claims);
    }

    /** A token with these claims. */
    public static String sign(JwtClaims claims) {
        var jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
        jws.setKey(privateKey());
        try {
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key that proves them, as PEM. */
    public static synchronized String publicKey() {
        if (System.getProperty(PUBLIC) == null) {
            try {
                var generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                var pair = generator.generateKeyPair();
                var base64 = Base64.getEncoder();
                System.setProperty(PRIVATE, base64.encodeToString(pair.getPrivate().getEncoded()));
                System.setProperty(PUBLIC, pem(pair.getPublic().getEncoded()));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return System.getProperty(PUBLIC);
    }

    /** A public key as PEM. */
    public static String pem(byte[] der) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static PrivateKey privateKey() {
        publicKey();
        try {
            var der = Base64.getDecoder().decode(System.getProperty(PRIVATE));
            return KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
