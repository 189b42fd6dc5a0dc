package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.Expressions;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret is what is written, to the byte. */
class LiteralSecretsTest {

    private static final Map<String, String> PROPERTY_OF =
            Map.of(
                    "SECRET_KEY", "dcs-books.access.secret-key",
                    "DCS_BOOKS_ACCESS_SECRET_KEY", "dcs-books.access.secret-key",
                    "DCS_BOOKS_ACCESS_LINKS_KEY", "dcs-books.access.links.key",
                    "DCS_BOOKS_ACCESS_LINKS_PREVIOUS_KEY", "dcs-books.access.links.previous-key",
                    "DREAM_CENTRAL_STORAGE_PASSWORD", "dcs-books.dcs.password",
                    "DREAM_CENTRAL_STORAGE_API_KEY", "dcs-books.dcs.api-key",
                    "DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET", "dcs-books.webhook.secret",
                    "DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET_PREVIOUS",
                            "dcs-books.webhook.previous-secret",
                    "QUARKUS_DATASOURCE_PASSWORD", "quarkus.datasource.password");

    private static SmallRyeConfig config(Map<String, String> variables, String... profiles) {
        try {
            var file = Path.of("src/main/resources/application.properties").toUri().toURL();
            return new SmallRyeConfigBuilder()
                    .addDiscoveredInterceptors()
                    .withProfiles(List.of(profiles))
                    .addDefaultInterceptors()
                    .withSources(
                            new EnvConfigSource(variables, 300),
                            new PropertiesConfigSource(file, 250))
                    .build();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "k$$ey",
                "${HOME}",
                "a${HOME}b",
                "\\$",
                "\\${HOME}",
                "${nope}",
                "${nope:x}",
                "${",
                "}",
                "$",
                "$$",
                "a\\",
                "\\\\",
                "\\n",
                "%",
                "#!=: x",
                "${SECRET_KEY}",
                "\u00e4\u20ac"
            })
    void aSecretIsTakenAsItIs(String secret) {
        PROPERTY_OF.forEach(
                (variable, property) -> {
                    var variables = new HashMap<>(Map.of(variable, secret, "HOME", "/root"));
                    assertThat(config(variables).getValue(property, String.class))
                            .as(variable)
                            .isEqualTo(secret);
                });
    }

    @Test
    void whatIsNotSetIsNotThere() {
        for (var property : PROPERTY_OF.values()) {
            assertThat(config(Map.of()).getOptionalValue(property, String.class)).isEmpty();
        }
        assertThat(
                        config(Map.of("SECRET_KEY", ""))
                                .getOptionalValue("dcs-books.access.secret-key", String.class))
                .isEmpty();
    }

    @Test
    void developmentHasItsOwn() {
        var secret = "dcs-books.webhook.secret";
        assertThat(config(Map.of(), "dev").getValue(secret, String.class))
                .isEqualTo("stand-in-webhook-secret");
        var variables = Map.of("DREAM_CENTRAL_STORAGE_WEBHOOK_SECRET", "mine$$");
        assertThat(config(variables, "dev").getValue(secret, String.class)).isEqualTo("mine$$");
    }

    @Test
    void theLongerNameWins() {
        var variables = Map.of("SECRET_KEY", "a$$", "DCS_BOOKS_ACCESS_SECRET_KEY", "b$$");
        assertThat(config(variables).getValue("dcs-books.access.secret-key", String.class))
                .isEqualTo("b$$");
    }

    @Test
    void otherSettingsAreExpanded() {
        var config = config(Map.of("DREAM_CENTRAL_STORAGE_URL", "http://${HOME}", "HOME", "h"));
        assertThat(config.getValue("dcs-books.dcs.url", String.class)).isEqualTo("http://h");
    }

    @Test
    void aBuildKeepsNoSecretOfItsOwnEnvironment() {
        var config = config(Map.of("SECRET_KEY", "of the builder"));
        var kept =
                Expressions.withoutExpansion(
                        () -> config.getConfigValue("dcs-books.access.secret-key").getValue());
        assertThat(kept).isEqualTo("${SECRET_KEY:}");
    }
}
