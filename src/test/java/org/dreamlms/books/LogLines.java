package org.dreamlms.books;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/** What is logged, until it is closed; it is kept for the test, and not printed. */
public final class LogLines implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    lines.add(new PatternFormatter("%s%e").format(entry));
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

    private final List<Handler> printers;
    private final boolean forParents;

    private LogLines(Logger logger) {
        this.logger = logger;
        printers = List.of(logger.getHandlers());
        forParents = logger.getUseParentHandlers();
        printers.forEach(logger::removeHandler);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    /**
     * Begins to listen.
     *
     * @param logger by this name and below; empty for all
     */
    public static LogLines of(String logger) {
        return new LogLines(Logger.getLogger(logger));
    }

    /** Messages, with the traces of exceptions, in the order in which they came. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        printers.forEach(logger::addHandler);
        logger.setUseParentHandlers(forParents);
    }
}
