package org.dreamlms.books.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DispositionTest {

    @Test
    void plainNamesStayAsTheyAre() {
        assertEquals("inline; filename=\"song 1.mp3\"", Disposition.inline("song 1.mp3"));
    }

    @Test
    void otherLettersComeTwice() {
        assertEquals(
                "attachment; filename=\"_.mp3\"; filename*=UTF-8''%C5%9F.mp3",
                Disposition.attachment("ş.mp3"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a\"; filename=\"b", "a\\", "a\r\nSet-Cookie: x", "a%41", "a'b*c", "😀"})
    void noNameBreaksOutOfItsQuotes(String name) {
        var value = Disposition.inline(name);
        assertTrue(value.chars().allMatch(c -> c >= ' ' && c <= '~'), value);
        assertTrue(
                value.matches("inline; filename=\"[^\"\\\\]*\"(; filename\\*=UTF-8''[^\";\\s]+)?"),
                value);
    }
}
