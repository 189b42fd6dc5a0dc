package org.dreamlms.books;

import java.lang.reflect.AnnotatedElement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Captures what {@link ExpectedLog} names. */
final class ExpectedLogExtension implements BeforeEachCallback, AfterEachCallback {

    private final Map<String, LogLines> open = new HashMap<>();

    @Override
    public void beforeEach(ExtensionContext context) {
        Stream.concat(
                        names(context.getTestClass()).stream(),
                        names(context.getTestMethod()).stream())
                .distinct()
                .filter(name -> !open.containsKey(name))
                .forEach(name -> open.put(name, LogLines.of("org.dreamlms.books." + name)));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        try {
            if (context.getExecutionException().isEmpty()) {
                for (var name : names(context.getTestMethod())) {
                    Awaitility.await(name).until(() -> !open.get(name).lines().isEmpty());
                }
            }
        } finally {
            open.values().forEach(LogLines::close);
            open.clear();
        }
    }

    private static List<String> names(Optional<? extends AnnotatedElement> element) {
        return element.flatMap(one -> AnnotationSupport.findAnnotation(one, ExpectedLog.class))
                .map(expected -> List.of(expected.value()))
                .orElse(List.of());
    }
}
