package org.dreamlms.books.ops.console;

import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * The settings that are not what they are by default. Of texts only those are shown that are listed
 * here, so that no secret can be, not even that of a setting which is yet to come; of the others it
 * is said that they are set.
 */
@ApplicationScoped
class ChangedSettings {

    private static final String PREFIX = "dcs-books";

    /** What is shown instead of a text that may be a secret. */
    static final String HIDDEN = "(set)";

    /** Numbers, times, sizes and yes or no: nothing of that is a secret. */
    private static final Pattern PLAIN =
            Pattern.compile(
                    "(?i)-?[0-9]{1,18}[KMGT]?|[0-9]{1,9}(MS|[SMHD])|PT[0-9HMS.]+|true|false");

    private static final Set<String> SHOWN =
            Set.of(
                    "access.anonymous",
                    "access.open-images",
                    "access.roles-claim",
                    "activity-import.types",
                    "backup.directory",
                    "backup.mode",
                    "console.caller-header",
                    "console.mode",
                    "dcs.link-hosts",
                    "log-format",
                    "migration.mode",
                    "migration.then",
                    "migration.unknown-books",
                    "public-path",
                    "reference-audit.cron",
                    "schema",
                    "storage-key");

    private final Map<String, String> defaults;

    ChangedSettings() {
        defaults = new TreeMap<>(new ConfigClass(Settings.class, PREFIX).getProperties());
    }

    /** All of them by name, with what they are and would be by default. */
    JsonArray json() {
        var config = ConfigProvider.getConfig().unwrap(SmallRyeConfig.class);
        var changed = new JsonArray();
        defaults.forEach(
                (name, standard) ->
                        value(config.getConfigValue(name), standard)
                                .ifPresent(
                                        value ->
                                                changed.add(
                                                        new JsonObject()
                                                                .put("name", name)
                                                                .put(
                                                                        "value",
                                                                        shown(
                                                                                name, value,
                                                                                standard))
                                                                .put("default", standard))));
        return changed;
    }

    /** What it is, when that is not the default. */
    private static Optional<String> value(ConfigValue setting, String standard) {
        return Optional.ofNullable(setting.getValue())
                .filter(value -> !value.isEmpty())
                .filter(value -> !value.equalsIgnoreCase(standard));
    }

    /** A secret may look like a number, but has no default that is one. */
    static String shown(String name, String value, String standard) {
        var plain =
                standard != null
                        && PLAIN.matcher(standard).matches()
                        && PLAIN.matcher(value).matches();
        return plain || SHOWN.contains(name.substring(PREFIX.length() + 1)) ? value : HIDDEN;
    }
}
