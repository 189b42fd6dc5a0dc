package org.dreamlms.books.ops;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** As much of Prometheus's language as it takes to see which metrics an expression uses. */
final class PromQl {

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** Metrics with their matchers; functions are followed by "(", aggregations by "by (". */
    private static final Pattern SELECTOR =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*)(?![a-zA-Z0-9_:])(\\{[^}]*})?(?!\\s*(\\(|by\\b))");

    private static final Pattern LABEL =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)");

    private PromQl() {}

    /** A metric, and the names of the labels by which it is selected. */
    record Selector(String metric, Set<String> labels) {}

    static List<Selector> selectors(String expression) {
        var bare =
                expression
                        .replaceAll("\"[^\"]*\"", "''")
                        .replaceAll("\\[[^]]*]", "")
                        .replaceAll("\\b(by|without|on|ignoring|group_left)\\s*\\([^)]*\\)", "(");
        List<Selector> found = new ArrayList<>();
        var selector = SELECTOR.matcher(bare);
        while (selector.find()) {
            var number =
                    selector.start() > 0 && Character.isDigit(bare.charAt(selector.start() - 1));
            if (!number && !WORDS.contains(selector.group(1))) {
                Set<String> labels = new HashSet<>();
                if (selector.group(2) != null) {
                    LABEL.matcher(selector.group(2)).results().forEach(l -> labels.add(l.group(1)));
                }
                found.add(new Selector(selector.group(1), labels));
            }
        }
        return found;
    }
}
