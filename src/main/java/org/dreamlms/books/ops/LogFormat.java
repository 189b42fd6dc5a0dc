package org.dreamlms.books.ops;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.UnaryOperator;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Logger;
import org.dreamlms.books.Settings;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.formatters.JsonFormatter;
import org.jboss.logmanager.formatters.StructuredFormatter.ExceptionOutputType;
import org.jboss.logmanager.handlers.ConsoleHandler;

/**
 * Writes the log as one JSON object a line when {@code dcs-books.log-format} says so, else as text
 * in which nobody else can begin a line. What Quarkus itself logs before the start of the
 * application, a warning about its configuration say, is left as it is.
 */
@ApplicationScoped
class LogFormat {

    /** Before everything else of ours, so that a start that is refused says so in this format. */
    private static final int FIRST = 0;

    private final Settings settings;

    LogFormat(Settings settings) {
        this.settings = settings;
    }

    void set(@Observes @Priority(FIRST) StartupEvent event) {
        boolean json = settings.logFormat() == Settings.LogFormat.JSON;
        use(json ? text -> jsonLines() : LogFormat::safe, Logger.getLogger("").getHandlers());
    }

    /** Times are in UTC, a stack trace is one text. */
    static Formatter jsonLines() {
        var lines = new JsonFormatter();
        lines.setZoneId("UTC");
        lines.setExceptionOutputType(ExceptionOutputType.FORMATTED);
        return lines;
    }

    private static Formatter safe(Formatter text) {
        // Dev mode runs this once more for each change of the sources.
        return text instanceof TextLines ? text : new TextLines(ExtFormatter.wrap(text, false));
    }

    /** Consoles may stand behind handlers that write later, or on a thread of their own. */
    private static void use(UnaryOperator<Formatter> change, Handler... handlers) {
        for (var handler : handlers) {
            if (handler instanceof ConsoleHandler) {
                handler.setFormatter(change.apply(handler.getFormatter()));
            } else if (handler instanceof ExtHandler several) {
                use(change, several.getHandlers());
            }
        }
    }
}
