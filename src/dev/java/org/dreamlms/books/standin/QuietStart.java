package org.dreamlms.books.standin;

import io.quarkus.logging.LoggingFilter;
import java.util.Arrays;
import java.util.logging.Filter;
import java.util.logging.LogRecord;

/**
 * Leaves out of dev mode's log what would only puzzle a newcomer at the start: lines of Quarkus
 * that {@link DevPage} says in one, and a warning about a setting that the embedded PostgreSQL
 * makes itself.
 */
@LoggingFilter(name = "quiet-start")
public final class QuietStart implements Filter {

    private static final String OF_THE_EMBEDDED_DATABASE = "quarkus.datasource.reactive.url";

    @Override
    public boolean isLoggable(LogRecord line) {
        return switch (String.valueOf(line.getLoggerName())) {
            case "io.quarkus" -> !saysThatItHasStarted(String.valueOf(line.getMessage()));
            case "io.quarkus.config" -> !names(line, OF_THE_EMBEDDED_DATABASE);
            default -> true;
        };
    }

    private static boolean saysThatItHasStarted(String message) {
        return message.contains("(powered by Quarkus")
                || message.startsWith("Profile")
                || message.startsWith("Installed features");
    }

    private static boolean names(LogRecord line, String setting) {
        return line.getMessage().contains(setting)
                || line.getParameters() != null
                        && Arrays.asList(line.getParameters()).contains(setting);
    }
}
