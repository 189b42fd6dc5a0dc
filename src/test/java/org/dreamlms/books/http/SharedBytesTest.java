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

    /** A cache may have let go of it long ago. */
    @Test
    void anArrayThatManyHoldCountsOnce() {
        var arrays = new SharedArrays(bytes, 5);
        var one = new byte[4];
        assertThat(arrays.take("a", one)).isTrue();
        assertThat(arrays.take("a", one)).isTrue();
        assertThat(arrays.take("b", one)).isTrue();
        assertThat(bytes.used()).isEqualTo(4);
        assertThat(arrays.take("a", new byte[4])).as("another one, of the same bytes").isFalse();
        assertThat(bytes.take("b", 6)).as("a pays").isTrue();
        bytes.give("b", 6);
        arrays.give("a", one);
        arrays.give("a", one);
        assertThat(bytes.used()).isEqualTo(4);
        assertThat(bytes.take("b", 3)).as("b pays now").isFalse();
        assertThat(bytes.take("a", 6)).isTrue();
        bytes.give("a", 6);
        arrays.give("b", one);
        assertThat(bytes.used()).isZero();
    }

    @Test
    void anArrayLargerThanAShareCanBeHeld() {
        var arrays = new SharedArrays(bytes, 6);
        var large = new byte[100];
        assertThat(arrays.take("a", large)).isTrue();
        assertThat(arrays.take("b", new byte[100])).isFalse();
        arrays.give("a", large);
        assertThat(bytes.used()).isZero();
    }
}
