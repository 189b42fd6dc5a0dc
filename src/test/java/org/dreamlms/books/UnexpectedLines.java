package org.dreamlms.books;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Says at the end of a run which tests have logged warnings and errors that nobody expected. A test
 * that brings one about captures it with {@link LogLines} or {@link ExpectedLog}.
 */
public final class UnexpectedLines implements TestExecutionListener {

    private static final Logger ROOT = Logger.getLogger("");

    private final List<String> found = Collections.synchronizedList(new ArrayList<>());
    private volatile String test;
    private final Handler handler =
            new Handler() {
                @Override
                public void publish(LogRecord entry) {
                    var during = test;
                    if (during != null && entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                        found.add(during + ": " + new PatternFormatter("%p %c: %s").format(entry));
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

    @Override
    public void executionStarted(TestIdentifier identifier) {
        if (identifier.isTest()) {
            test = name(identifier);
            ROOT.removeHandler(handler);
            ROOT.addHandler(handler);
        }
    }

    @Override
    public void executionFinished(TestIdentifier identifier, TestExecutionResult result) {
        // A start of the service between two tests is no test.
        if (identifier.isTest()) {
            test = null;
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        ROOT.removeHandler(handler);
        if (!found.isEmpty()) {
            System.out.println(found.size() + " lines of a log that no test expected:");
            found.forEach(line -> System.out.println("  " + line.lines().findFirst().orElse("")));
            found.clear();
        }
    }

    private static String name(TestIdentifier identifier) {
        return identifier
                .getSource()
                .filter(MethodSource.class::isInstance)
                .map(MethodSource.class::cast)
                .map(method -> method.getClassName() + "." + method.getMethodName())
                .orElse(identifier.getDisplayName());
    }
}
