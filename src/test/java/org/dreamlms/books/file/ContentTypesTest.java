package org.dreamlms.books.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image/png | image/png",
                "IMAGE/Png | image/png",
                "image/jpeg | image/jpeg",
                "image/jpg | image/jpeg",
                "image/gif;charset=x | image/gif",
                "image/webp ; a=\"b;c\" ; d=e | image/webp",
                "image/avif; | image/avif",
                "image/svg+xml | image/svg+xml",
                "image/SVG+xml | image/svg+xml",
                "Image/Svg+XML; charset=utf-8 | image/svg+xml"
            })
    void whatDcsSaysIsReadAsAMediaType(String field, String type) {
        assertThat(ContentTypes.ofDeclared(field)).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "image",
                "image/",
                "/png",
                "image/*",
                "image/vnd.x+xml",
                "image/xml",
                "image/bmp",
                "image/tiff",
                "image/png, text/html",
                "image/png text/html",
                "image/png;=",
                "image/png; a",
                "image/p ng",
                "image/svg+xml, image/png",
                "text/html",
                "application/xhtml+xml"
            })
    void whatIsNotOnTheListIsUnknown(String field) {
        assertThat(ContentTypes.ofDeclared(field)).isEqualTo(ContentTypes.UNKNOWN);
        assertThat(FileAnswers.disposition(ContentTypes.ofDeclared(field), "logo"))
                .startsWith("attachment");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\x89PNG\\x0D\\x0A\\x1A\\x0A | image/png",
                "\\xFF\\xD8\\xFF\\xE0 | image/jpeg",
                "GIF89a | image/gif",
                "RIFF....WEBPVP8 | image/webp",
                "\\x00\\x00\\x00\\x1CftypavifYYYYavifmif1miaf | image/avif",
                "\\x00\\x00\\x00\\x20ftypavisYYYYavismsf1iso8mif1 | image/avif",
                "\\x00\\x00\\x00\\x18ftypmif1YYYYmif1avif | image/avif",
                "\\x00\\x00\\x00\\x14ftypmif1YYYYmif1avif | application/octet-stream",
                "\\x00\\x00\\x00\\x14ftypmif1avifmif1 | application/octet-stream",
                "\\x00\\x00\\x00\\x18ftypheicYYYYmif1heic | application/octet-stream",
                "\\x00\\x00\\x00\\x1Cftypisom.... | application/octet-stream",
                "\\x00\\x00\\x00\\x1Cftyp | application/octet-stream",
                "....ftypavif | application/octet-stream",
                "OggS....WEBP | application/octet-stream",
                "<svg/> | application/octet-stream"
            })
    void theFirstBytesTell(String start, String type) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < start.length(); i++) {
            boolean escaped = start.startsWith("\\x", i);
            bytes.write(
                    escaped
                            ? Integer.parseInt(start.substring(i + 2, i + 4), 16)
                            : start.charAt(i));
            i += escaped ? 3 : 0;
        }
        assertThat(ContentTypes.ofImage(bytes.toByteArray())).isEqualTo(type);
    }
}
