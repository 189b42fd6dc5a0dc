package org.dreamlms.books.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import org.dreamlms.books.SettingsTable;
import org.junit.jupiter.api.Test;

/** Which settings are shown, and of which it is only said that they are set. */
class ChangedSettingsTest {

    private static final String LIKE_A_SECRET = "Tr0ub4dor&3";
    private static final String LIKE_A_NUMBER = "123456789012345678";

    @Test
    void ofAllSettingsOnlyThoseAreShownThatCanBeNoSecret() throws IOException {
        var shown = new ArrayList<String>();
        for (var setting : SettingsTable.settings()) {
            var standard = setting.standard().isEmpty() ? null : setting.standard();
            if (ChangedSettings.shown(setting.property(), LIKE_A_SECRET, standard)
                    .equals(LIKE_A_SECRET)) {
                shown.add(setting.property());
            } else {
                assertThat(ChangedSettings.shown(setting.property(), LIKE_A_NUMBER, standard))
                        .as(setting.property())
                        .isEqualTo(isNumber(standard) ? LIKE_A_NUMBER : ChangedSettings.HIDDEN);
            }
        }
        assertThat(shown)
                .hasSizeGreaterThan(10)
                .noneMatch(
                        name ->
                                name.matches(".*(secret|password|key|url|email|token).*")
                                        && !name.equals("dcs-books.storage-key"));
    }

    private static boolean isNumber(String standard) {
        return standard != null && standard.matches("[0-9]+[A-Z]*|true|false");
    }

    @Test
    void numbersTimesAndSizesAreShown() {
        assertThat(ChangedSettings.shown("dcs-books.access.burst", "5", "1000")).isEqualTo("5");
        assertThat(ChangedSettings.shown("dcs-books.book-cache", "48M", "64M")).isEqualTo("48M");
        assertThat(ChangedSettings.shown("dcs-books.freshness.stale", "PT24H", "24H"))
                .isEqualTo("PT24H");
        assertThat(ChangedSettings.shown("dcs-books.any", "x", "64M")).isEqualTo("(set)");
    }
}
