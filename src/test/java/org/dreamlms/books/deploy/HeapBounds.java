package org.dreamlms.books.deploy;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.dreamlms.books.Settings;

/**
 * What a replica may hold at the most, in MB of heap, by what it is: the table of {@code
 * docs/operations.md}. Sizes are settings; the factors are what text in JSON takes as objects.
 */
final class HeapBounds {

    private static final int MB = 1024 * 1024;

    /** Classes, framework, Hibernate, connections: measured after a start. */
    private static final long BASE = 64;

    private static final String DCS_CONNECTIONS = "quarkus.rest-client.dcs.connection-pool-size";
    private static final String CONNECTIONS = "quarkus.http.limits.max-connections";

    private final Map<String, Long> bounds = new LinkedHashMap<>();

    private HeapBounds(SmallRyeConfig config) {
        var settings = config.getConfigMapping(Settings.class);
        bounds.put("the service itself", BASE);
        memory(settings);
        onTheWay(settings);
        clients(settings, config);
    }

    private void memory(Settings settings) {
        bounds.put("`DCS_BOOKS_BOOK_CACHE`", mb(settings.bookCache()));
        bounds.put("`DCS_BOOKS_DCS_MAX_LIST`", 6 * mb(settings.dcs().maxList()));
        bounds.put("pages of the list", mb(constant("book.list.BookList", "MAX_PAGES_BYTES")));
        bounds.put("`DCS_BOOKS_FILES_IMAGE_CACHE`", mb(settings.files().imageCache()));
        // A single one of 32 MB is kept even where the budget is smaller.
        bounds.put(
                "`DCS_BOOKS_FILES_CONFIG_CACHE`",
                Math.max(
                        3 * mb(constant("page.BookConfigs", "MAX_BYTES")),
                        mb(settings.files().configCache())));
        bounds.put(
                "films of books, publishers",
                mb(constant("page.BookMediaCache", "MAX_BYTES"))
                        + mb(constant("publisher.Publishers", "MAX_BYTES")));
        bounds.put("`DCS_BOOKS_ACCESS_TOKEN_CACHE`", 2 * mb(settings.access().tokenCache()));
        bounds.put(
                "tokens that are being proved, addresses",
                mb(
                        constant("access.Authenticator", "MAX_VERIFICATIONS")
                                        * constant("access.token.TokenForm", "MAX_LENGTH")
                                + 200 * constant("access.AddressLimits", "MAX_ADDRESSES")));
    }

    private void onTheWay(Settings settings) {
        bounds.put(
                "images on their way into memory",
                mb(
                        constant("file.ImageCache", "AT_ONCE")
                                * constant("file.ImageCache", "MAX_BYTES")));
        // The file, what is kept of it, and the tree of a page.
        bounds.put(
                "config.json files on their way into memory",
                mb(
                        2 * constant("page.BookConfigs", "MAX_BYTES")
                                + 50 * constant("page.ConfigBudget", "MAX_TOKENS_OF_PAGE")
                                + 8
                                        * constant("page.BookConfigs", "USUAL_AT_ONCE")
                                        * constant("page.BookConfigs", "USUAL_BYTES")));
        // Three times: as tokens, as objects, and rendered.
        bounds.put(
                "batches of books from DCS, and those that wait",
                mb(
                        3
                                        * constant("dcs.DcsClient", "BATCHES_AT_ONCE")
                                        * constant("dcs.DcsClient", "MAX_BATCH")
                                        * constant("dcs.DcsRequest", "MAX_ELEMENT")
                                + 10_000 * constant("dcs.DcsClient", "BATCHES_WAITING")
                                + 1_000 * constant("book.BookBatch", "MAY_WAIT")));
        // Paths twice, and objects for each.
        bounds.put(
                "folders from DCS",
                mb(
                        constant("page.BookMediaCache", "AT_ONCE")
                                * (2 * constant("dcs.DcsStorage", "MAX_TREE_BYTES")
                                        + 150 * constant("dcs.DcsTree", "MAX_NODES"))));
        bounds.put(
                "single books, publishers and links from DCS",
                mb(
                        3
                                * Long.parseLong(ofApplication(DCS_CONNECTIONS))
                                * constant("dcs.DcsRequest", "MAX_VALUE")));
    }

    private void clients(Settings settings, SmallRyeConfig config) {
        bounds.put("`DCS_BOOKS_REQUESTS_BODIES`", mb(settings.requests().bodies()));
        // `[{},{},…]` takes 30 times its bytes, and there are two copies of the text.
        bounds.put("bodies, while they are read", 32 * mb(settings.requests().bodies()));
        bounds.put("`DCS_BOOKS_ANSWERS_WAITING`", mb(settings.answers().waiting()));
        bounds.put(
                "lists that are being made of rows",
                mb(constant("http.answer.ListMemory", "ALL_BYTES")));
        // Two of the largest may be on their way: each counts as a caller's share.
        bounds.put(
                "config.json files that memory has let go while they are sent",
                Math.max(
                        0,
                        2 * mb(constant("page.BookConfigs", "MAX_BYTES"))
                                - mb(settings.answers().waiting())));
        // Fields are objects: those of a head of 16 KB that is one of 100 fields take 32 KB.
        bounds.put(
                "heads of requests, 32 KB a connection, and 32 KB of one that is coming",
                mb(
                        2
                                * config.getValue(CONNECTIONS, Long.class)
                                * constant("http.ConnectionWatch", "MAX_HEADS")));
    }

    /** By name, so that classes need not show what nobody else uses. */
    private static long constant(String type, String name) {
        try {
            var field = Class.forName("org.dreamlms.books." + type).getDeclaredField(name);
            field.setAccessible(true);
            return ((Number) field.get(null)).longValue();
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " has no bound of this name: " + name, e);
        }
    }

    /**
     * With these settings, and the defaults.
     *
     * @param environment as a container has it
     */
    static HeapBounds of(Map<String, String> environment) {
        return new HeapBounds(config(environment));
    }

    private static SmallRyeConfig config(Map<String, String> environment) {
        var builder =
                new SmallRyeConfigBuilder()
                        .withMapping(Settings.class)
                        .withConverter(Duration.class, 200, new DurationConverter())
                        .withConverter(MemorySize.class, 200, new MemorySizeConverter());
        builder.withDefaultValue(CONNECTIONS, ofApplication(CONNECTIONS));
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith("DCS_BOOKS_")) {
                        builder.withDefaultValue(property(name), value);
                    }
                });
        return builder.build();
    }

    private static String ofApplication(String name) {
        var properties = new Properties();
        try (var file =
                Files.newBufferedReader(Path.of("src/main/resources/application.properties"))) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name);
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

    /** Rounded up. */
    private static long mb(long bytes) {
        return (bytes + MB - 1) / MB;
    }

    /**
     * What buffers outside of the heap take at the most, in MB: each connection has a part of its
     * answer there, and each transfer from DCS as much again.
     */
    static long buffers(Map<String, String> environment) {
        var config = config(environment);
        var transfers = config.getConfigMapping(Settings.class).files().maxTransfers();
        return mb(
                (config.getValue(CONNECTIONS, Long.class) + transfers)
                        * constant("http.answer.Body", "SLICE"));
    }

    Map<String, Long> all() {
        return bounds;
    }

    long sum() {
        return bounds.values().stream().mapToLong(Long::longValue).sum();
    }
}
