package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/settings.md} has every setting, as it is declared. After a change of {@link
 * Settings}: {@code mvn test -Dtest=SettingsTableTest -Dwrite-settings}.
 */
class SettingsTableTest {

    private static final Path PAGE = Path.of("docs/settings.md");
    private static final String BEGIN = "<!-- settings: made from Settings.java -->\n";
    private static final String END = "<!-- settings: end -->\n";

    @Test
    void thePageHasEverySetting() throws IOException {
        var page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(end)
                .as("the markers of the table in docs/settings.md")
                .isGreaterThanOrEqualTo(begin);
        var table = SettingsTable.markdown();
        if (System.getProperty("write-settings") != null) {
            page = page.substring(0, begin) + table + page.substring(end);
            Files.writeString(PAGE, page);
            end = page.indexOf(END);
        }
        assertEquals(
                table,
                page.substring(begin, end),
                "settings have changed: mvn test -Dtest=SettingsTableTest -Dwrite-settings");
    }

    /** Nobody can set what only the source calls so. */
    @Test
    void otherSettingsAreCalledByTheirVariables() throws IOException {
        var methods = Set.of("publicKey", "jwksUrl", "secretKey", "spreadPercent", "previousKey");
        assertThat(SettingsTable.markdown().split("`")).doesNotContainAnyElementsOf(methods);
    }

    @Test
    void namesDefaultsAndTextsAreThoseOfTheSource() throws IOException {
        assertThat(SettingsTable.markdown())
                .contains("| `DCS_BOOKS_PUBLIC_PATH` |  | A prefix under which every route")
                .contains("| `DREAM_CENTRAL_STORAGE_URL` |  | Base URL of DCS")
                .contains("| `SECRET_KEY` |  | The key with which the LMS signs")
                .contains("| `DCS_BOOKS_FRESHNESS_BOOKS` | `10M` | A book or the list")
                .contains("(±`DCS_BOOKS_FRESHNESS_SPREAD_PERCENT` %)")
                .contains("One of this, `DCS_BOOKS_ACCESS_PUBLIC_KEY` and")
                .contains("derived from `SECRET_KEY`")
                .doesNotContain("@link")
                .contains("| `DCS_BOOKS_MIGRATION_WAIT_FOR_OTHER` | `2H` | How long");
    }
}
