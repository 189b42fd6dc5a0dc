package org.dreamlms.books.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The contract's own examples keep it. */
class ExamplesTest {

    static List<String> operations() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/contract"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyExampleHasTheRequiredFields() throws IOException {
        assertThat(operations()).isNotEmpty();
        for (var operation : operations()) {
            var contract = new Contract(operation);
            assertThat(contract.required()).as(operation).isNotEmpty();
            contract.assertKeptBy(contract.example());
        }
    }
}
