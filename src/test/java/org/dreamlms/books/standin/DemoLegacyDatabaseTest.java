package org.dreamlms.books.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JDK is all that dev mode takes: what the demo's backup needs besides is looked for. */
class DemoLegacyDatabaseTest {

    @TempDir Path programs;

    @Test
    void thereIsAnOldDatabaseOnlyWhereItCanBeBackedUp() throws IOException {
        var path = "/nowhere" + File.pathSeparator + programs;
        assertThat(DemoLegacyDatabase.hasPgDump(null)).isFalse();
        assertThat(DemoLegacyDatabase.hasPgDump(path)).isFalse();
        var program = Files.createFile(programs.resolve("pg_dump")).toFile();
        assertThat(DemoLegacyDatabase.hasPgDump(path)).isFalse();
        assertThat(program.setExecutable(true)).isTrue();
        assertThat(DemoLegacyDatabase.hasPgDump(path)).isTrue();
    }
}
