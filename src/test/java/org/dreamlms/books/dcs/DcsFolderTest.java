package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.dreamlms.books.Settings.StorageKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DcsFolderTest {

    @Test
    void namesArePercentEncoded() {
        assertThat(
                        new DcsFolder(3, "Çınar Yayınları", "100% A/B & C+D")
                                .path(StorageKey.PUBLISHER_NAME))
                .isEqualTo(
                        "/storage/books/%C3%87%C4%B1nar%20Yay%C4%B1nlar%C4%B1/100%25%20A%2FB%20%26%20C%2BD");
    }

    @Test
    void thePublishersNumberCanStandForItsName() {
        assertThat(new DcsFolder(3, "Çınar", "Kitap").path(StorageKey.PUBLISHER_ID))
                .isEqualTo("/storage/books/3/Kitap");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", ".."})
    void namesThatLeadElsewhereAreRefused(String name) {
        assertThatThrownBy(() -> new DcsFolder(3, "P", name).path(StorageKey.PUBLISHER_ID))
                .isInstanceOf(DcsException.Garbage.class);
    }
}
