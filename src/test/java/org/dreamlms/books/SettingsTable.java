package org.dreamlms.books;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** What {@link Settings} declares, as lines of a table: the Javadoc is what it says of each. */
public final class SettingsTable {

    private static final Path SOURCE = Path.of("src/main/java/org/dreamlms/books/Settings.java");
    private static final Path PROPERTIES = Path.of("src/main/resources/application.properties");
    private static final String PREFIX = "dcs-books";

    /** To another setting: of the same group, or of the one with this interface. */
    private static final Pattern LINK = Pattern.compile("\\{@link (\\w+)?#(\\w+)\\(\\)}");

    private SettingsTable() {}

    /**
     * A setting.
     *
     * @param property such as {@code dcs-books.dcs.url}
     * @param variable the environment variable that is normally used
     * @param standard the default, empty when there is none
     */
    public record Setting(String property, String variable, String standard, String text) {}

    /** All of them, in the order in which they are declared. */
    public static List<Setting> settings() throws IOException {
        List<Setting> settings = new ArrayList<>();
        for (var type : declarations().types()) {
            collect(type, settings);
        }
        return settings;
    }

    static String markdown() throws IOException {
        return settings().stream()
                .map(s -> "| `%s` | %s | %s |\n".formatted(s.variable(), code(s), s.text()))
                .collect(
                        Collectors.joining(
                                "", "| variable | default | what it is |\n|---|---|---|\n", ""));
    }

    private static String code(Setting setting) {
        return setting.standard().isEmpty() ? "" : "`" + setting.standard() + "`";
    }

    private record Declarations(List<String> types, Map<String, String> docs) {}

    private static void collect(String group, List<Setting> settings) throws IOException {
        var path = group.isEmpty() ? PREFIX : PREFIX + "." + group;
        for (var entry : declarations().docs().entrySet()) {
            var name = entry.getKey();
            if (!name.startsWith(group + "#")) {
                continue;
            }
            var method = method(group, name.substring(group.length() + 1));
            if (isGroup(method.getReturnType())) {
                continue;
            }
            var property = path + "." + hyphenated(method.getName());
            var standard = method.getAnnotation(WithDefault.class);
            settings.add(
                    new Setting(
                            property,
                            variable(property),
                            standard == null ? "" : standard.value(),
                            linked(entry.getValue(), group)
                                    .replace("; normally `" + variable(property) + "`", "")));
        }
    }

    /**
     * Links to other settings become the names of their variables, which is how operators know
     * them.
     */
    private static String linked(String text, String group) throws IOException {
        var result = new StringBuilder();
        var link = LINK.matcher(text);
        while (link.find()) {
            var type = link.group(1);
            var target = type == null ? group : groups().get(type);
            var property =
                    "%s.%s%s"
                            .formatted(
                                    PREFIX,
                                    target.isEmpty() ? "" : target + ".",
                                    hyphenated(link.group(2)));
            link.appendReplacement(result, "`" + variable(property) + "`");
        }
        return link.appendTail(result).toString();
    }

    /** The LMS's name where application.properties takes the value from one. */
    private static String variable(String property) throws IOException {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(PROPERTIES)) {
            properties.load(in);
        }
        return Optional.ofNullable(properties.getProperty(property))
                .filter(value -> value.matches("\\$\\{[A-Z_]+:}"))
                .map(value -> value.replaceAll("[^A-Z_]", ""))
                .orElseGet(() -> property.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT));
    }

    /** The group is the property's name, in which a nested interface is a getter's return type. */
    private static Method method(String group, String name) {
        Class<?> type = Settings.class;
        for (var step : group.split("\\.")) {
            if (!step.isEmpty()) {
                type = named(type, step).getReturnType();
            }
        }
        return named(type, name);
    }

    private static Method named(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(m -> m.getName().equals(name) || hyphenated(m.getName()).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String hyphenated(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** Javadoc by "group#method", in order; only the source has it. */
    private static Declarations declarations() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    List.of("-proc:none"),
                                    null,
                                    files.getJavaFileObjects(SOURCE));
            var trees = DocTrees.instance(task);
            var docs = new LinkedHashMap<String, String>();
            var groups = groups();
            for (var unit : task.parse()) {
                new TreePathScanner<Void, String>() {
                    @Override
                    public Void visitClass(ClassTree type, String outer) {
                        var name = type.getSimpleName().toString();
                        return groups.containsKey(name)
                                ? super.visitClass(type, groups.get(name))
                                : null;
                    }

                    @Override
                    public Void visitMethod(MethodTree method, String group) {
                        var doc = trees.getDocComment(getCurrentPath());
                        docs.put(group + "#" + method.getName(), text(doc));
                        return null;
                    }
                }.scan(unit, "");
            }
            return new Declarations(List.copyOf(new LinkedHashSet<>(groups.values())), docs);
        }
    }

    /** The property of each group by the name of its interface, the first without any. */
    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put(Settings.class.getSimpleName(), "");
        collectGroups(Settings.class, "", groups);
        return groups;
    }

    private static void collectGroups(Class<?> type, String path, Map<String, String> groups) {
        Arrays.stream(type.getDeclaredMethods())
                .filter(m -> isGroup(m.getReturnType()))
                .sorted(Comparator.comparing(Method::getName))
                .forEach(
                        m -> {
                            var name = path + hyphenated(m.getName());
                            groups.put(m.getReturnType().getSimpleName(), name);
                            collectGroups(m.getReturnType(), name + ".", groups);
                        });
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getName().startsWith(Settings.class.getName() + "$");
    }

    private static String text(String javadoc) {
        return javadoc.replaceAll("\\s+", " ")
                .replaceAll("\\{@code ([^}]*)}", "`$1`")
                .replace("|", "\\|")
                .strip();
    }
}
