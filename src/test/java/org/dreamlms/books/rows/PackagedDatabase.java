package org.dreamlms.books.rows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dreamlms.books.PackagedService;
import org.dreamlms.books.SignedEvent;
import org.dreamlms.books.StandInDcsResource;
import org.dreamlms.books.standin.StandInDcs;

/** An old LMS's database before the packaged service, which takes a backup as it would there. */
public class PackagedDatabase extends LmsDatabase {

    private static final String MANAGEMENT_PORT = freePort();

    /** An address on the port for operators. */
    static String management(String path) {
        return "http://localhost:" + MANAGEMENT_PORT + path;
    }

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(StandInDcsResource.class),
                new TestResourceEntry(JwksResource.class),
                new TestResourceEntry(
                        LmsDatabaseResource.class,
                        Map.of(LmsDatabaseResource.MORE, "rows/packaged.sql")));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        var settings = new HashMap<>(super.getConfigOverrides());
        settings.put("dcs-books.backup.mode", "required");
        settings.put("dcs-books.backup.directory", "target/backups");
        settings.put("dcs-books.access.secret-key", LmsToken.SECRET_KEY);
        settings.put("dcs-books.reference-audit.cron", "off");
        settings.remove("dcs-books.webhook.public-url");
        // Not any (0): with a management port beside it the service then does not start.
        settings.put("quarkus.http.test-port", freePort());
        settings.put("quarkus.management.port", MANAGEMENT_PORT);
        settings.put("quarkus.shutdown.delay", "0S");
        // The stand-in's login, which tests of the build take from a file of settings.
        settings.put("dcs-books.dcs.email", StandInDcs.EMAIL);
        settings.put("dcs-books.dcs.password", StandInDcs.PASSWORD);
        settings.put("dcs-books.webhook.secret", SignedEvent.SECRET);
        PackagedService.prepare();
        return settings;
    }

    private static String freePort() {
        try (var socket = new ServerSocket(0)) {
            return String.valueOf(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
