package org.dreamlms.books.ops;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** As much of Prometheus's language as it takes to see which series an expression uses. */
public final class PromQl {

    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** Metrics with their matchers; functions are followed by "(", aggregations by "by (". */
    private static final Pattern SELECTOR =
            Pattern.compile(
                    "([a-zA-Z_:][a-zA-Z0-9_:]*)(?![a-zA-Z0-9_:])(\\{[^}]*})?(?!\\s*(\\(|by\\b))");

    private static final Pattern TEXT = Pattern.compile("\"([^\"]*)\"");

    /** The value is the number of its text. */
    private static final Pattern MATCHER =
            Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*(=~|!~|!=|=)\\s*\"([0-9]+)\"");

    private PromQl() {}

    /** A metric, and by what its series are selected. */
    public record Selector(String metric, List<Matcher> matchers) {}

    /**
     * A condition on a label.
     *
     * @param operator =, !=, =~ or !~
     */
    public record Matcher(String label, String operator, String value) {

        /** Whether it asks for something, and not for its absence. */
        public boolean positive() {
            return operator.startsWith("=");
        }

        /** What it names, each as a regular expression: "a|b" names two. */
        public List<Pattern> named() {
            if (!operator.endsWith("~")) {
                return List.of(Pattern.compile(Pattern.quote(value)));
            }
            return value.contains("(")
                    ? List.of(Pattern.compile(value))
                    : Stream.of(value.split("\\|")).map(Pattern::compile).toList();
        }
    }

    static List<Selector> selectors(String expression) {
        // What stands in a text is no part of the language.
        List<String> texts = new ArrayList<>();
        var bare =
                TEXT.matcher(expression)
                        .replaceAll(
                                text -> {
                                    texts.add(text.group(1));
                                    return "\"" + (texts.size() - 1) + "\"";
                                })
                        .replaceAll("\\[[^]]*]", "")
                        .replaceAll("\\b(by|without|on|ignoring|group_left)\\s*\\([^)]*\\)", "(");
        List<Selector> found = new ArrayList<>();
        var selector = SELECTOR.matcher(bare);
        while (selector.find()) {
            var number =
                    selector.start() > 0 && Character.isDigit(bare.charAt(selector.start() - 1));
            if (!number && !WORDS.contains(selector.group(1))) {
                found.add(new Selector(selector.group(1), matchers(selector.group(2), texts)));
            }
        }
        return found;
    }

    private static List<Matcher> matchers(String braces, List<String> texts) {
        return braces == null
                ? List.of()
                : MATCHER.matcher(braces)
                        .results()
                        .map(
                                m ->
                                        new Matcher(
                                                m.group(1),
                                                m.group(2),
                                                texts.get(Integer.parseInt(m.group(3)))))
                        .toList();
    }
}
