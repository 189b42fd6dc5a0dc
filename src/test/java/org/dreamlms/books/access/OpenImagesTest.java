package org.dreamlms.books.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.dreamlms.books.Settings.OpenImage;
import org.junit.jupiter.api.Test;

class OpenImagesTest {

    private static final String LOGO = "/publishers/7/logo";
    private static final String COVER = "/books/4/cover";

    @Test
    void whatIsOpenIsWhatTheSettingSays() {
        var logos = Set.of(OpenImage.LOGOS);
        assertThat(OpenImages.publisher(logos, LOGO)).hasValue(7);
        assertThat(OpenImages.publisher(logos, LOGO + "/")).hasValue(7);
        assertThat(OpenImages.book(logos, COVER)).isEmpty();
        var both = Set.of(OpenImage.LOGOS, OpenImage.COVERS);
        assertThat(OpenImages.publisher(both, LOGO)).hasValue(7);
        assertThat(OpenImages.book(both, COVER)).hasValue(4);
        var none = Set.of(OpenImage.NONE);
        assertThat(OpenImages.publisher(none, LOGO)).isEmpty();
        assertThat(OpenImages.book(none, COVER)).isEmpty();
    }

    @Test
    void whatIsNoIdIsNoImage() {
        var both = Set.of(OpenImage.LOGOS, OpenImage.COVERS);
        for (var id : List.of("0", "-1", "x", "2147483648", "1/2", "")) {
            assertThat(OpenImages.publisher(both, "/publishers/" + id + "/logo")).isEmpty();
            assertThat(OpenImages.book(both, "/books/" + id + "/cover")).isEmpty();
        }
    }
}
