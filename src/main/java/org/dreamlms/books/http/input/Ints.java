package org.dreamlms.books.http.input;

import java.util.OptionalInt;

/** Reads integers as the API takes them: plain ASCII digits, nothing around them. */
public final class Ints {

    private Ints() {}

    /**
     * The number, or empty when the text is anything but ASCII digits for a number from {@code min}
     * to {@code max}.
     *
     * @param min the smallest number taken, 0 or more
     */
    public static OptionalInt parse(CharSequence text, int min, int max) {
        return parse(text, 0, min, max);
    }

    /**
     * Like {@link #parse(CharSequence, int, int)} for the text from index {@code start} to the end.
     */
    public static OptionalInt parse(CharSequence text, int start, int min, int max) {
        int length = text.length() - start;
        if (length < 1 || length > 10) {
            return OptionalInt.empty();
        }
        long number = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return OptionalInt.empty();
            }
            number = number * 10 + digit;
        }
        return number < min || number > max ? OptionalInt.empty() : OptionalInt.of((int) number);
    }
}
