package org.dreamlms.books.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The order of filters is in one place, and its list tells the truth. */
class RequestOrderTest {

    private static final Path SOURCES = Path.of("src/main/java/org/dreamlms/books");
    private static final Pattern FILTER = Pattern.compile("filters\\s*\\.register\\(");
    private static final Pattern LISTED =
            Pattern.compile("<li>\\{@link #(\\w+)}: \\{@code ([\\w.]+)}");

    @Test
    void noFilterHasANumberOfItsOwn() throws IOException {
        var filters = 0;
        for (var source : sources()) {
            var text = Files.readString(source);
            if (FILTER.matcher(text).find()) {
                filters++;
                assertThat(text).as(source.toString()).contains("RequestOrder.");
            }
        }
        assertThat(filters).isGreaterThanOrEqualTo(8);
    }

    @Test
    void theListNamesClassesThatUseTheirNumber() throws IOException {
        var order = Files.readString(SOURCES.resolve("http/RequestOrder.java"));
        var matcher = LISTED.matcher(order);
        var listed = 0;
        while (matcher.find()) {
            listed++;
            var source = SOURCES.resolve(matcher.group(2).replace('.', '/') + ".java");
            assertThat(Files.readString(source)).contains("RequestOrder." + matcher.group(1));
        }
        assertThat(listed).isGreaterThanOrEqualTo(10);
    }

    @Test
    void theFiltersAreListedInTheirOrder() throws IllegalAccessException {
        var filters =
                Arrays.stream(RequestOrder.class.getDeclaredFields())
                        .takeWhile(field -> !field.getName().equals("EARLY_ROUTE"))
                        .toList();
        int last = Integer.MAX_VALUE;
        for (Field field : filters) {
            assertThat(field.getInt(null)).as(field.getName()).isLessThan(last);
            last = field.getInt(null);
        }
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
