package org.dreamlms.books;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * A port for the PostgreSQL that comes with the service in tests. By itself it would search from
 * 5432 upwards, where two that start at once meet.
 */
public final class TestDatabasePort implements LauncherSessionListener {

    private static final String PROPERTY = "quarkus.embedded.postgresql.port";

    // Below the ports that systems give to outgoing connections.
    private static final int LOWEST = 20_000;
    private static final int HIGHEST = 30_000;

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, String.valueOf(freePort()));
        }
    }

    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            try (var socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Taken: another one will be free.
            }
        }
    }
}
