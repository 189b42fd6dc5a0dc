package org.dreamlms.books;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Ends a start on purpose, without the stack trace that any other exception would print. */
public final class EndedStart {

    // Kept, since java.util.logging forgets the level of a logger that nobody holds.
    private static final Logger GRACEFUL_SHUTDOWN =
            Logger.getLogger("io.quarkus.runtime.shutdown.ShutdownRecorder");

    private EndedStart() {}

    /**
     * Asks the process to end with this exit code.
     *
     * @return what to throw, so that nothing further is started
     */
    public static RuntimeException with(int exitCode) {
        // Its message that nothing was started yet would be the last thing an operator reads.
        GRACEFUL_SHUTDOWN.setLevel(Level.OFF);
        Quarkus.asyncExit(exitCode);
        return new PreventFurtherStepsException(null, exitCode);
    }
}
