package org.dreamlms.books.standin;

import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the stand-in does for one method and one shape of path. */
record Route(
        HttpMethod method,
        Pattern path,
        String operation,
        Access access,
        Consumer<Exchange> action) {

    /** Which credentials a route takes. */
    enum Access {
        OPEN,
        JWT,
        JWT_OR_KEY,
        /** JWT, and API keys too where the storage goes by publisher ids, as in the successor. */
        STORAGE
    }

    static Route of(
            HttpMethod method,
            String path,
            String operation,
            Access access,
            Consumer<Exchange> action) {
        return new Route(method, Pattern.compile(path), operation, access, action);
    }
}
