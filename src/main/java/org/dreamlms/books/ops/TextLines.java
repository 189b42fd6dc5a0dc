package org.dreamlms.books.ops;

import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * Log records as text in which only the log itself begins a line: names of books, paths and
 * messages of exceptions are chosen by others, and could pretend to be records or move the cursor.
 * Control characters are escaped, line ends among them. The migration's messages are ours, made of
 * what the database says: of those a line end with a blank behind it stays.
 */
final class TextLines extends ExtFormatter {

    private static final String MIGRATION = "org.dreamlms.books.migration.";

    private final ExtFormatter format;

    /**
     * @param format writes the record, with its time and level
     */
    TextLines(ExtFormatter format) {
        this.format = format;
    }

    @Override
    public String format(ExtLogRecord entry) {
        var message = formatMessage(entry);
        if (entry.getThrown() == null && (message == null || isPlain(message))) {
            return format.format(entry);
        }
        var copy = new ExtLogRecord(entry);
        var text = new StringBuilder();
        escape(message == null ? "" : message, isOfMigration(entry), text);
        if (entry.getThrown() != null) {
            text.append(": ");
            trace(entry.getThrown(), text, Collections.newSetFromMap(new IdentityHashMap<>()));
        }
        copy.setMessage(text.toString(), FormatStyle.NO_FORMAT);
        copy.setThrown(null);
        return format.format(copy);
    }

    @Override
    public boolean isCallerCalculationRequired() {
        return format.isCallerCalculationRequired();
    }

    private static boolean isOfMigration(ExtLogRecord entry) {
        return entry.getLoggerName() != null && entry.getLoggerName().startsWith(MIGRATION);
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(TextLines::isControl);
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
    }

    private static void escape(String text, boolean severalLines, StringBuilder escaped) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean indented =
                    severalLines
                            && character == '\n'
                            && i + 1 < text.length()
                            && text.charAt(i + 1) == ' ';
            if (indented || character == '\t' || !isControl(character)) {
                escaped.append(character);
            } else {
                escaped.append(escape(character));
            }
        }
    }

    private static String escape(char character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> "\\u" + HexFormat.of().toHexDigits(character);
        };
    }

    /** Its lines are the virtual machine's; messages are within theirs. */
    private static void trace(Throwable thrown, StringBuilder text, Set<Throwable> told) {
        escape(thrown.toString(), false, text);
        if (!told.add(thrown)) {
            return;
        }
        for (var frame : thrown.getStackTrace()) {
            text.append("\n    at ");
            escape(frame.toString(), false, text);
        }
        for (var other : thrown.getSuppressed()) {
            text.append("\n  Suppressed: ");
            trace(other, text, told);
        }
        if (thrown.getCause() != null) {
            text.append("\n  Caused by: ");
            trace(thrown.getCause(), text, told);
        }
    }
}
