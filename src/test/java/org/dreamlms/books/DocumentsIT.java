package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dreamlms.books.rows.LmsToken;
import org.dreamlms.books.standin.StandInDcs;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the documents that is marked as runnable works, pasted in order: with bash and
 * curl, against the packaged service on the data of dev mode. What only dev mode has is done by a
 * {@code curl} that is found first: ports, a token for requests without one, {@code /dev/tokens}.
 */
class DocumentsIT {

    private static final Map<String, String> USERS =
            Map.of("admin", "01", "teacher", "02", "student", "03");

    /** Notes the status of each request, which an option for the body would not show. */
    private static final String CURL =
            """
            #!/usr/bin/env bash
            set -eu
            arguments=() token=(-H "Authorization: Bearer $TOKEN_admin")
            for argument in "$@"; do
              case $argument in
                Authorization:*) token=() ;;
                */dev/tokens/*)
                  role=TOKEN_${argument##*/}
                  echo 200 >>"$STATUSES"
                  echo "${!role}"
                  exit ;;
              esac
              argument=${argument/localhost:8080/localhost:$PORT}
              arguments+=("${argument/localhost:9000/localhost:$MANAGEMENT_PORT}")
            done
            heads=$(mktemp)
            PATH=$REAL_PATH curl --silent --show-error --dump-header "$heads" ${token[@]+"${token[@]}"} "${arguments[@]}"
            sed -n 's/^HTTP[^ ]* \\([0-9]*\\).*/\\1/p' "$heads" | tail -n 1 >>"$STATUSES"
            """;

    @TempDir static Path temp;

    private static EmbeddedPostgres postgres;
    private static StandInDcs dcs;
    private static PackagedService service;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(isOnPath("curl") && isOnPath("bash"), "what the documents' commands take");
        dcs = StandInDcs.start(0);
        postgres = EmbeddedPostgres.start();
        try (var connection = postgres.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            for (var script :
                    List.of(
                            "src/main/resources/db/migration/V1__legacy_schema.sql",
                            "src/dev/resources/standin/demo-legacy.sql",
                            "src/dev/resources/standin/demo-class.sql")) {
                statement.execute(Files.readString(Path.of(script)));
            }
        }
        service =
                PackagedService.start(
                        temp.resolve("log"),
                        dcs,
                        postgres,
                        Map.of(
                                "SECRET_KEY", LmsToken.SECRET_KEY,
                                "DCS_BOOKS_BACKUP_MODE", "skip",
                                "DCS_BOOKS_DCS_ANSWER_TIMEOUT", "60S",
                                "DCS_BOOKS_DCS_LIST_ANSWER_TIMEOUT", "60S",
                                "DCS_BOOKS_DCS_CALL_LIMIT", "60S",
                                "DCS_BOOKS_DCS_LIST_LIMIT", "60S"));
        var curl =
                Files.writeString(Files.createDirectory(temp.resolve("bin")).resolve("curl"), CURL);
        Files.setPosixFilePermissions(curl, PosixFilePermissions.fromString("rwx------"));
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    @AfterAll
    static void stop() throws IOException {
        if (service != null) {
            service.close();
        }
        if (postgres != null) {
            postgres.close();
        }
        if (dcs != null) {
            dcs.close();
        }
    }

    @Test
    void everyCommandWorks() throws Exception {
        var run = new ArrayList<Path>();
        for (var document : DocumentsTest.documents()) {
            var blocks = RunnableBlocks.of(document);
            if (!blocks.statuses().isEmpty()) {
                assertThat(statuses(document, blocks.script()))
                        .as("%s: %s", document, output())
                        .hasSameSizeAs(blocks.statuses())
                        .zipSatisfy(blocks.statuses(), DocumentsIT::isAsSaid);
                run.add(document);
            }
        }
        assertThat(run).hasSizeGreaterThanOrEqualTo(5);
    }

    private static void isAsSaid(int status, int said) {
        if (said == RunnableBlocks.SUCCESS) {
            assertThat(status).isBetween(200, 399);
        } else {
            assertThat(status).isEqualTo(said);
        }
    }

    private static List<Integer> statuses(Path document, String script) throws Exception {
        var statuses = temp.resolve("statuses");
        Files.writeString(statuses, "");
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", script);
        var environment = builder.environment();
        environment.put("REAL_PATH", environment.get("PATH"));
        environment.put("PATH", temp.resolve("bin") + ":" + environment.get("PATH"));
        environment.put("STATUSES", statuses.toString());
        environment.put("PORT", String.valueOf(service.uri("/").getPort()));
        environment.put("MANAGEMENT_PORT", String.valueOf(service.managementUri("/").getPort()));
        USERS.forEach(
                (role, user) ->
                        environment.put(
                                "TOKEN_" + role,
                                LmsToken.of("00000000-0000-4000-8000-0000000000" + user)));
        builder.directory(temp.toFile())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("output").toFile());
        var bash = builder.start();
        assertThat(bash.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(bash.exitValue()).as("%s: %s", document, output()).isZero();
        return Files.readAllLines(statuses).stream().map(Integer::valueOf).toList();
    }

    /** Bodies may be files, too. */
    private static String output() throws IOException {
        return new String(Files.readAllBytes(temp.resolve("output")), StandardCharsets.ISO_8859_1);
    }
}
