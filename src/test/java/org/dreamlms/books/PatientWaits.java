package org.dreamlms.books;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * What a test waits for comes, if the machine is slow, later: only what never comes is an error.
 */
public final class PatientWaits implements LauncherSessionListener {

    private static final Duration NEVER = Duration.ofMinutes(3);

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        apply();
    }

    /** Makes it so in this class loader. */
    static void apply() {
        Awaitility.setDefaultTimeout(NEVER);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(20));
    }
}
