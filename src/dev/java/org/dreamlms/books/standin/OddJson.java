package org.dreamlms.books.standin;

import java.util.List;
import java.util.Random;

/** JSON at random (RFC 8259), with what readers stumble over. The same seed makes the same. */
public final class OddJson {

    private static final List<String> NUMBERS =
            List.of(
                    "0",
                    "-0",
                    "-0.0",
                    "1.10",
                    "1e400",
                    "-1E+400",
                    "1e-400",
                    "1.7976931348623157e308",
                    "1e999999999",
                    "1e-999999999",
                    "1e00000000000000001",
                    "0e0",
                    "0.1234567890123456789012345678901234567890",
                    "123456789012345678901234567890.123456789012345678901234567890",
                    "9007199254740993",
                    "9223372036854775808",
                    "5e-324",
                    "100e-2",
                    "2147483648");

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "a",
                    "\\u0000",
                    "\\ud83d\\ude00",
                    "\ud83d\ude00",
                    "\u015f \u00e7",
                    "\\\"\\\\\\/\\b\\f\\n\\r\\t",
                    "\\u2028\u2028",
                    "</script>",
                    "Infinity",
                    "\u007f\u0080\uffff\ufeff");

    private final Random random;

    public OddJson(Random random) {
        this.random = random;
    }

    /** A value, up to so many levels deep. */
    public String value(int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 4)) {
            case 0 -> "\"" + text() + "\"";
            case 1 -> List.of("true", "false", "null").get(random.nextInt(3));
            case 2, 3 -> number();
            case 4, 5 -> list(depth);
            default -> object(depth);
        };
    }

    /** An object whose names differ. */
    public String object(int depth) {
        var fields = new StringBuilder("{");
        for (int i = random.nextInt(5); i > 0; i--) {
            fields.append(fields.length() > 1 ? "," : "").append(space());
            fields.append("\"").append(text()).append(i).append("\"").append(space());
            fields.append(":").append(space()).append(value(depth - 1)).append(space());
        }
        return fields.append("}").toString();
    }

    /** A number in one of the many ways of writing it, with up to 1,000 characters. */
    public String number() {
        if (random.nextInt(3) == 0) {
            return NUMBERS.get(random.nextInt(NUMBERS.size()));
        }
        var number = new StringBuilder(random.nextInt(3) == 0 ? "-" : "");
        number.append(random.nextInt(3) == 0 ? "0" : 1 + random.nextInt(9) + digits());
        if (random.nextInt(2) == 0) {
            number.append('.').append(random.nextInt(10)).append(digits());
        }
        if (random.nextInt(3) == 0) {
            number.append(random.nextBoolean() ? 'e' : 'E');
            number.append(List.of("", "-", "+").get(random.nextInt(3)));
            number.append(random.nextInt(random.nextBoolean() ? 20 : 1_000_000));
        }
        return number.toString();
    }

    private String digits() {
        var digits = new StringBuilder();
        int length = random.nextInt(10) == 0 ? 400 : 20;
        for (int i = random.nextInt(length); i > 0; i--) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private String list(int depth) {
        var elements = new StringBuilder("[");
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.append(elements.length() > 1 ? "," : "").append(value(depth - 1));
        }
        return elements.append("]").toString();
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private String space() {
        return List.of("", "", " ", "\t", "\r\n").get(random.nextInt(5));
    }
}
