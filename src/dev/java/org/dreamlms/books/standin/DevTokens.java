package org.dreamlms.books.standin;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * Prints a token for a user of each role at a start in dev mode, as the LMS would make it, each on
 * a line of its own, which is easy to copy. Only dev mode has this class, and its key is none that
 * production takes.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class DevTokens {

    private static final Logger LOG = Logger.getLogger(DevTokens.class);
    private static final float LIFE_MINUTES = 7 * 24 * 60;

    private final AgroalDataSource database;
    private final String key;

    DevTokens(
            AgroalDataSource database,
            @ConfigProperty(name = "dcs-books.access.secret-key") String key) {
        this.database = database;
        this.key = key;
    }

    /** After the migration, which other observers of the start run before. */
    void print(@Observes StartupEvent event) throws SQLException, JoseException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var users =
                        statement.executeQuery(
                                "SELECT DISTINCT ON (role) cast(role AS text), id FROM \"user\""
                                        + " WHERE is_active ORDER BY role, id")) {
            while (users.next()) {
                LOG.infof(
                        "%s for a week, to be sent as Authorization: Bearer …: %s",
                        users.getString(1), token(users.getString(2)));
            }
        }
    }

    private String token(String user) throws JoseException {
        var claims = new JwtClaims();
        claims.setSubject(user);
        claims.setExpirationTimeMinutesInTheFuture(LIFE_MINUTES);
        var jws = new JsonWebSignature();
        jws.setPayload(claims.toJson());
        jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
        // A developer's own key may be a short one.
        jws.setDoKeyValidation(false);
        jws.setKey(new HmacKey(key.getBytes(StandardCharsets.UTF_8)));
        return jws.getCompactSerialization();
    }
}
