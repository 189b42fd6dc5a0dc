package org.dreamlms.books.activity.imports;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.dreamlms.books.rows.ConfigFile;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

/** Imports of one book at once, and large ones. */
@QuarkusTest
public class ImportLoadTest extends ImportsTest {

    private static final Logger LOG = Logger.getLogger(ImportLoadTest.class);

    @Test
    void anAnswerOlderThanWhatWasImportedIsNotImported() {
        imported(page().activity("circle", "One"), 1, 0, 0, 0);
        rows.run("UPDATE dcs_books.activity_imports SET asked_at = now() + interval '1 hour'");
        var before = all();
        page().of(book, dcs);
        run().statusCode(503)
                .header("Retry-After", "5")
                .body("detail", containsString("being imported by others"));
        assertThat(all()).isEqualTo(before);
    }

    @Test
    void importsOfOneBookAtOnceMakeEachActivityOnce() throws Exception {
        var config = page();
        for (int i = 0; i < 200; i++) {
            config.activity("circle", "Activity " + i);
        }
        config.of(book, dcs);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var answers = new ArrayList<CompletableFuture<Integer>>();
            for (int i = 0; i < 8; i++) {
                answers.add(
                        CompletableFuture.supplyAsync(
                                () ->
                                        given().post("/books/" + book + "/import-activities")
                                                .statusCode(),
                                threads));
            }
            for (var answer : answers) {
                assertThat(answer.get()).isIn(List.of(200, 503));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(rows.text("SELECT count(*) FROM activities WHERE dcs_book_id = ?", book))
                .isEqualTo("200");
    }

    @Test
    void fiveThousandActivitiesTakeNoTime() {
        var config = config("Activity");
        config.of(book, dcs);
        run().statusCode(200);
        rows.run("DELETE FROM activities WHERE dcs_book_id = ?", book);
        var created = seconds(config, 5_000, 0, 0);
        var unchanged = seconds(config, 0, 0, 5_000);
        var updated = seconds(config("Changed"), 0, 5_000, 0);
        var deleted = System.nanoTime();
        imported(new ConfigFile().module("M1").page(1), 0, 0, 0, 5_000);
        LOG.infof(
                "5,000 activities: created in %.2f s, unchanged %.2f s, updated %.2f s, deleted %.2f"
                        + " s",
                created, unchanged, updated, (System.nanoTime() - deleted) / 1e9);
    }

    private double seconds(ConfigFile config, int created, int updated, int unchanged) {
        var start = System.nanoTime();
        imported(config, created, updated, unchanged, 0);
        return (System.nanoTime() - start) / 1e9;
    }

    private static ConfigFile config(String title) {
        var config = new ConfigFile();
        for (int module = 0; module < 10; module++) {
            config.module("M" + module);
            for (int page = 0; page < 50; page++) {
                config.page(page);
                for (int section = 0; section < 10; section++) {
                    config.activity("circle", title + " " + "with some words ".repeat(30));
                }
            }
        }
        return config;
    }
}
