package org.dreamlms.books;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the service. */
@QuarkusMain
public final class Main {

    /**
     * Runs until the process is told to stop.
     *
     * @param arguments not used
     */
    public static void main(String... arguments) {
        // The framework refuses URIs that browsers send, without a word; what we refuse ourselves
        // is in http.RequestTarget. Read when the classes of the server start: a native image has
        // it from its build.
        System.setProperty("vertx.disableURIValidation", "true");
        Quarkus.run(arguments);
    }
}
