package org.dreamlms.books.deploy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.dreamlms.books.Settings;

/**
 * What a replica may hold at the most, in MB of heap, by what it is: the table of the README. Sizes
 * are settings; the factors are what text in JSON takes as objects.
 */
final class HeapBounds {

    private static final int MB = 1024 * 1024;

    /** Classes, framework, Hibernate, connections: measured after a start. */
    private static final long BASE = 64;

    private final Map<String, Long> bounds = new LinkedHashMap<>();

    private HeapBounds(SmallRyeConfig config) {
        var settings = config.getConfigMapping(Settings.class);
        bounds.put("the service itself", BASE);
        bounds.put("`DCS_BOOKS_BOOK_CACHE`", mb(settings.bookCache()));
        bounds.put("`DCS_BOOKS_DCS_MAX_LIST`", 6 * mb(settings.dcs().maxList()));
        bounds.put("pages of the list", 20L);
        bounds.put("`DCS_BOOKS_FILES_IMAGE_CACHE`", mb(settings.files().imageCache()));
        bounds.put("images on their way into it", 16L);
        // A single one of 32 MB is kept even where the budget is smaller.
        bounds.put(
                "`DCS_BOOKS_FILES_CONFIG_CACHE`",
                Math.max(3 * 32, mb(settings.files().configCache())));
        bounds.put("config.json files on their way into it", 32 + 32 + 5 + 4L * 8);
        bounds.put("films of books, publishers", 8 + 4L);
        bounds.put("`DCS_BOOKS_ACCESS_TOKEN_CACHE`", 2 * mb(settings.access().tokenCache()));
        bounds.put("tokens that are being proved, addresses", 8 + 4L);
        bounds.put("DCS's other answers", 40 + 16 + 16L);
        bounds.put("`DCS_BOOKS_REQUESTS_BODIES`", mb(config, "dcs-books.requests.bodies", 16));
        bounds.put("`DCS_BOOKS_ANSWERS_WAITING`", mb(config, "dcs-books.answers.waiting", 32));
        bounds.put("lists that are being made of rows", 24L);
    }

    /**
     * With these settings, and the defaults.
     *
     * @param environment as a container has it
     */
    static HeapBounds of(Map<String, String> environment) {
        var builder =
                new SmallRyeConfigBuilder()
                        .withMapping(Settings.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withConverter(MemorySize.class, 200, new MemorySizeConverter());
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith("DCS_BOOKS_")) {
                        builder.withDefaultValue(property(name), value);
                    }
                });
        return new HeapBounds(builder.build());
    }

    /** Good for the settings that are sizes here: none of their groups has a dash in its name. */
    private static String property(String variable) {
        var words = variable.substring("DCS_BOOKS_".length()).toLowerCase(Locale.ROOT);
        for (var group : new String[] {"dcs", "files", "access", "requests", "answers"}) {
            if (words.startsWith(group + "_")) {
                return "dcs-books."
                        + group
                        + "."
                        + words.substring(group.length() + 1).replace('_', '-');
            }
        }
        return "dcs-books." + words.replace('_', '-');
    }

    private static long mb(MemorySize size) {
        return size.asLongValue() / MB;
    }

    private static long mb(SmallRyeConfig config, String name, long otherwise) {
        return config.getOptionalValue(name, MemorySize.class)
                .map(HeapBounds::mb)
                .orElse(otherwise);
    }

    Map<String, Long> all() {
        return bounds;
    }

    long sum() {
        return bounds.values().stream().mapToLong(Long::longValue).sum();
    }
}
