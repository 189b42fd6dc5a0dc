package org.dreamlms.books.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file is by its name. */
class ContentTypesTest {

    @ParameterizedTest
    @CsvSource({"a.png, image/png", "a.b.JPG, image/jpeg", ".mp4, video/mp4"})
    void theEndOfTheNameTells(String name, String type) {
        assertThat(ContentTypes.of(name)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "png", "xpng", "a.", "a.html", "png.x"})
    void anotherNameTellsNothing(String name) {
        assertThat(ContentTypes.of(name)).isEqualTo(ContentTypes.UNKNOWN);
        assertThat(ContentTypes.isImage(name)).isFalse();
    }
}
