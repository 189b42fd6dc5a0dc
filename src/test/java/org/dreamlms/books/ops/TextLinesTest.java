package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and messages of others can neither begin a line of the log nor move the cursor. */
class TextLinesTest {

    private static final String FORGED = "2026-11-30 12:00:00 ERROR [org.dreamlms.books] forged";

    private final TextLines lines = new TextLines(new PatternFormatter("%p %s%e%n"));

    private String format(String message, Throwable thrown, Object... values) {
        return format("org.dreamlms.books.page.BookConfigs", message, thrown, values);
    }

    private String format(String logger, String message, Throwable thrown, Object... values) {
        var entry = new ExtLogRecord(Level.WARN, message, FormatStyle.PRINTF, "x");
        entry.setLoggerName(logger);
        entry.setParameters(values);
        entry.setThrown(thrown);
        return lines.format(entry);
    }

    @Test
    void aLineThatIsPlainStaysAsItIs() {
        assertThat(format("Book %s: %d", null, "Çınar", 4)).isEqualTo("WARN Book Çınar: 4\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\n ", "\n    ", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u000b",
                "\u000c"
            })
    void nobodyElseBeginsALine(String lineEnd) {
        var line = format("Book %s is odd", null, "A" + lineEnd + FORGED);
        assertThat(line.stripTrailing().lines()).hasSize(1);
        assertThat(line.stripTrailing()).doesNotContain(lineEnd).contains("forged is odd");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "\u0000", "\b", "\u007f", "\u009b31m"})
    void controlCharactersAreEscaped(String control) {
        assertThat(format("Book %s", null, control).stripTrailing().chars())
                .noneMatch(Character::isISOControl);
    }

    @Test
    void messagesOfTheMigrationMayHaveSeveralLines() {
        assertThat(
                        format(
                                "org.dreamlms.books.migration.MigrationAtBoot",
                                "Refused:\n  - %s\n  - b",
                                null,
                                "a\n" + FORGED))
                .isEqualTo("WARN Refused:\n  - a\\n" + FORGED + "\n  - b\n");
    }

    @Test
    void theMessageOfAnExceptionBeginsNoLineEither() {
        var cause = new IllegalStateException("why\n at " + FORGED);
        var thrown = new IllegalArgumentException("a\r\n" + FORGED, cause);
        thrown.addSuppressed(new IllegalStateException("b\n  " + FORGED, thrown));
        var line = format("Odd", thrown);
        assertThat(line).contains("Caused by: ", "Suppressed: ", "TextLinesTest.theMessage");
        assertThat(line.lines().skip(1))
                .allMatch(text -> text.matches("    at [\\w./$@<>-]+\\(.*\\)|  (Caus|Supp).*"));
    }
}
