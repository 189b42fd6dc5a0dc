package org.dreamlms.books.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who may use how much of what all share. */
class SharedBytesTest {

    private final SharedBytes bytes = new SharedBytes(10, 6);

    @Test
    void oneOwnerHasAPartAndAllHaveTheWhole() {
        assertThat(bytes.take("a", 7)).isFalse();
        assertThat(bytes.take("a", 4)).isTrue();
        assertThat(bytes.take("a", 3)).isFalse();
        assertThat(bytes.take("b", 6)).isTrue();
        assertThat(bytes.take("c", 1)).isFalse();
        assertThat(bytes.used()).isEqualTo(10);
    }

    @Test
    void whatIsGivenBackIsThereAgain() {
        bytes.take("a", 6);
        bytes.give("a", 2);
        assertThat(bytes.take("a", 3)).isFalse();
        assertThat(bytes.take("a", 2)).isTrue();
        bytes.give("a", 6);
        bytes.give("a", 0);
        assertThat(bytes.used()).isZero();
        assertThat(bytes.take("b", 6)).isTrue();
    }
}
