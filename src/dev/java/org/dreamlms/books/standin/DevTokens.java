package org.dreamlms.books.standin;

import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;

/**
 * A token for a user of each role, as the LMS would make it, printed at a start in dev mode. Only
 * dev mode has this class, and its key is none that production takes.
 */
@ApplicationScoped
@IfBuildProfile("dev")
class DevTokens {

    private static final Logger LOG = Logger.getLogger(DevTokens.class);
    private static final float LIFE_MINUTES = 7 * 24 * 60;
    private static final String FIRST_OF_EACH_ROLE =
            """
            SELECT DISTINCT ON (role) cast(role AS text), id
            FROM "user"
            WHERE is_active
            ORDER BY role, id
            """;

    private final AgroalDataSource database;
    private final String key;
    private final Map<String, String> byRole = new TreeMap<>();

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
                var users = statement.executeQuery(FIRST_OF_EACH_ROLE)) {
            while (users.next()) {
                byRole.put(users.getString(1), token(users.getString(2)));
            }
        }
        byRole.forEach(
                (role, token) ->
                        LOG.infof("Token for a week: %s=%s", role.toUpperCase(Locale.ROOT), token));
    }

    /** A token for each role that has a user, by the name of the role; none before the start. */
    Map<String, String> byRole() {
        return byRole;
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
