package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Captures what {@link ExpectedLog} names, and fails a test that logs any other error, or warning
 * of ours. Warnings of libraries do not count: when a session of the database dies, the pool and
 * the transaction manager warn or not, by the statement that it met. Found by its name in {@code
 * META-INF/services}.
 */
public final class ExpectedLogExtension implements BeforeEachCallback, AfterEachCallback {

    private static final Logger ROOT = Logger.getLogger("");

    /** What these have to say is how slow the machine is. */
    private static final Set<String> OF_THE_MACHINE =
            Set.of("io.vertx.core.impl.BlockedThreadChecker");

    private final Map<String, LogLines> open = new HashMap<>();
    private final List<String> unexpected = new CopyOnWriteArrayList<>();
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    if (entry.getLevel().intValue() >= least(entry.getLoggerName())
                            && !OF_THE_MACHINE.contains(entry.getLoggerName())) {
                        unexpected.add(new PatternFormatter("%p %c: %s%e").format(entry));
                    }
                }

                @Override
                public void flush() {
                    // Nothing is held back.
                }

                @Override
                public void close() {
                    // Nothing is open.
                }
            };

    private static int least(String logger) {
        return (logger.startsWith("org.dreamlms.") ? Level.WARNING : Level.SEVERE).intValue();
    }

    /** The loggers that an {@link ExpectedLog} names. */
    private record Expected(List<String> value, List<String> possible) {}

    @Override
    public void beforeEach(ExtensionContext context) {
        Stream.of(context.getTestClass(), context.getTestMethod())
                .flatMap(element -> find(element).stream())
                .flatMap(log -> Stream.of(log.value, log.possible).flatMap(List::stream))
                .distinct()
                .forEach(name -> open.put(name, LogLines.of(whole(name))));
        unexpected.clear();
        ROOT.addHandler(handler);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isEmpty()) {
                find(context.getTestMethod()).stream()
                        .flatMap(log -> log.value.stream())
                        .forEach(this::await);
                assertThat(unexpected).as("warnings that the test did not expect").isEmpty();
            }
        } finally {
            ROOT.removeHandler(handler);
            open.values().forEach(LogLines::close);
            open.clear();
        }
    }

    private void await(String name) {
        Awaitility.await(name).until(() -> !open.get(name).lines().isEmpty());
    }

    private static Optional<Expected> find(Optional<? extends AnnotatedElement> element) {
        return element.stream()
                .flatMap(one -> Stream.of(one.getAnnotations()))
                .filter(one -> one.annotationType().getName().equals(ExpectedLog.class.getName()))
                .map(one -> new Expected(names(one, "value"), names(one, "possible")))
                .findFirst();
    }

    /** A test of the service has a class loader of its own, and its own class of annotation. */
    private static List<String> names(Annotation annotation, String attribute) {
        try {
            return List.of(
                    (String[]) annotation.annotationType().getMethod(attribute).invoke(annotation));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String whole(String name) {
        return name.matches("(com|io|org)\\..*") ? name : "org.dreamlms.books." + name;
    }
}
