package org.dreamlms.books.book.list;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Text as search and order compare it: case and accents do not count, and all four Turkish i's are
 * one letter.
 */
final class SearchText {

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private SearchText() {}

    static String fold(String text) {
        if (text == null) {
            return "";
        }
        var decomposed = Normalizer.normalize(text, Normalizer.Form.NFKD);
        // "ı" has no decomposition, so it would never meet "I".
        return MARKS.matcher(decomposed).replaceAll("").toLowerCase(Locale.ROOT).replace('ı', 'i');
    }
}
