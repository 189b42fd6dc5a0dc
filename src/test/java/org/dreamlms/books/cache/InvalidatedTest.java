package org.dreamlms.books.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InvalidatedTest {

    private final Invalidated<Integer> invalidated = new Invalidated<>();

    @Test
    void onlyWhatCameAfterTheMomentCounts() {
        invalidated.add(1);
        var moment = invalidated.now();
        assertThat(invalidated.since(1, moment)).isFalse();
        assertThat(invalidated.since(1, moment - 1)).isTrue();
        assertThat(invalidated.since(2, moment - 1)).isFalse();
        invalidated.addAll();
        assertThat(invalidated.since(1, moment)).isTrue();
        assertThat(invalidated.since(2, moment)).isTrue();
    }

    @Test
    void ofThoseForgottenItIsAssumed() {
        var moment = invalidated.now();
        invalidated.add(0);
        for (int key = 1; key <= 20_000; key++) {
            invalidated.add(key);
        }
        assertThat(invalidated.since(0, moment)).isTrue();
        assertThat(invalidated.since(0, invalidated.now())).isFalse();
    }
}
