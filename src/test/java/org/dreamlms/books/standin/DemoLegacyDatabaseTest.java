package org.dreamlms.books.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JDK is all that dev mode takes: what the demo's backup needs besides is looked for. */
class DemoLegacyDatabaseTest {

    @TempDir Path programs;

    @Test
    void thereIsAnOldDatabaseOnlyWhereItCanBeBackedUp() throws IOException {
        var path = "/nowhere" + File.pathSeparator + programs;
        assertThat(DemoLegacyDatabase.pgDump(null)).isZero();
        assertThat(DemoLegacyDatabase.pgDump(path)).isZero();
        var program =
                Files.writeString(
                        programs.resolve("pg_dump"),
                        "#!/bin/sh\necho 'pg_dump (PostgreSQL) 14.9 (Ubuntu 14.9-0ubuntu0.22.04)'\n");
        assertThat(DemoLegacyDatabase.pgDump(path)).isZero();
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        assertThat(DemoLegacyDatabase.pgDump(path)).isEqualTo(14);
    }
}
