package org.dreamlms.books;

import io.smallrye.config.ConfigSourceInterceptor;
import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.Expressions;
import io.smallrye.config.Priorities;
import jakarta.annotation.Priority;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets as they are written: in others the framework expands expressions, so that {@code
 * k$$ey} would become {@code k$ey}. What application.properties says of a secret is the one
 * exception: it names the variable that holds it.
 */
@Priority(Priorities.LIBRARY + 400) // before expressions are expanded (300)
public final class LiteralSecrets implements ConfigSourceInterceptor {

    private static final long serialVersionUID = 1L;

    private static final Set<String> NAMES =
            Set.of(
                    "dcs-books.dcs.email",
                    "dcs-books.dcs.password",
                    "dcs-books.dcs.api-key",
                    "dcs-books.webhook.secret",
                    "dcs-books.webhook.previous-secret",
                    "dcs-books.access.secret-key",
                    "dcs-books.access.links.key",
                    "dcs-books.access.links.previous-key",
                    "quarkus.datasource.username",
                    "quarkus.datasource.password");

    /** Of application.properties; variables and system properties have a greater one. */
    private static final int OWN_ORDINAL = 250;

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+):(.*)}");

    @Override
    public ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        // At build time the framework asks for the texts themselves, to keep them.
        return NAMES.contains(name) && Expressions.isEnabled()
                ? Expressions.withoutExpansion(() -> literal(context, name))
                : context.proceed(name);
    }

    private static ConfigValue literal(ConfigSourceInterceptorContext context, String name) {
        var value = context.proceed(name);
        if (value == null
                || value.getValue() == null
                || value.getConfigSourceOrdinal() > OWN_ORDINAL) {
            return value;
        }
        var reference = VARIABLE.matcher(value.getValue());
        if (!reference.matches()) {
            return value;
        }
        var variable = context.proceed(reference.group(1));
        return variable == null ? value.withValue(reference.group(2)) : variable.withName(name);
    }
}
