package org.dreamlms.books.ops;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HexFormat;
import org.jboss.logmanager.ExtFormatter;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.ExtLogRecord.FormatStyle;

/**
 * Log records as text in which only the log itself begins a line: names of books, paths and
 * messages of exceptions are chosen by others, and could pretend to be records or move the cursor.
 * Control characters are escaped, and so is a line end that no blank follows; messages of ours that
 * have several lines indent all but the first.
 */
final class TextLines extends ExtFormatter {

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
        var trace = entry.getThrown() == null ? "" : ": " + trace(entry.getThrown());
        copy.setMessage((message == null ? "" : escaped(message)) + trace, FormatStyle.NO_FORMAT);
        copy.setThrown(null);
        return format.format(copy);
    }

    @Override
    public boolean isCallerCalculationRequired() {
        return format.isCallerCalculationRequired();
    }

    private static boolean isPlain(String text) {
        return text.chars().noneMatch(TextLines::isControl);
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) || character == 0x2028 || character == 0x2029;
    }

    private static String escaped(String text) {
        var escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            boolean indented =
                    character == '\n' && i + 1 < text.length() && text.charAt(i + 1) == ' ';
            if (indented || character == '\t' || !isControl(character)) {
                escaped.append(character);
            } else {
                escaped.append(escape(character));
            }
        }
        return escaped.toString();
    }

    private static String escape(char character) {
        return switch (character) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            default -> "\\u" + HexFormat.of().toHexDigits(character);
        };
    }

    /** The lines of the trace are the virtual machine's; those within a message are indented. */
    private static String trace(Throwable thrown) {
        var text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return escaped(
                text.toString()
                        .stripTrailing()
                        .replace(System.lineSeparator(), "\n")
                        .replaceAll("\n(?!Caused by: )", "\n    ")
                        .replace("\nCaused by: ", "\n  Caused by: "));
    }
}
