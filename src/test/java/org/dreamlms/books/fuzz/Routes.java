package org.dreamlms.books.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The routes that an OpenAPI document names. */
final class Routes {

    private static final Pattern PATH_OR_METHOD =
            Pattern.compile("\"(/[^\"]*|get|head|post|put|patch|delete)\"\\s*:\\s*\\{");

    private Routes() {}

    /**
     * A route.
     *
     * @param path with its parameters in braces
     */
    record Route(String method, String path) {}

    /** All of them, in the order of the document. */
    static List<Route> of(String openApi) {
        var routes = new ArrayList<Route>();
        var found = PATH_OR_METHOD.matcher(openApi.substring(openApi.indexOf("\"paths\"")));
        String path = null;
        while (found.find()) {
            var word = found.group(1);
            if (word.startsWith("/")) {
                path = word;
            } else if (path != null) {
                routes.add(new Route(word.toUpperCase(Locale.ROOT), path));
            }
        }
        return routes;
    }
}
