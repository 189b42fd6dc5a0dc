package org.dreamlms.books;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;

/** The paths that the resources of REST name. */
public final class RestRoutes {

    private RestRoutes() {}

    /** With the patterns of their parameters. */
    public static List<String> all() {
        var resources =
                new ClassFileImporter()
                                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                                .importPackages("org.dreamlms.books")
                                .stream()
                                .filter(
                                        type ->
                                                !type.isInterface()
                                                        && type.isAnnotatedWith(Path.class))
                                .toList();
        List<String> routes = new ArrayList<>();
        for (var type : resources) {
            var base = type.getAnnotationOfType(Path.class).value();
            if (type.getMethods().stream().anyMatch(m -> !m.isAnnotatedWith(Path.class))) {
                routes.add(base);
            }
            for (var method : type.getMethods()) {
                if (method.isAnnotatedWith(Path.class)) {
                    routes.add(base + "/" + method.getAnnotationOfType(Path.class).value());
                }
            }
        }
        return routes;
    }
}
