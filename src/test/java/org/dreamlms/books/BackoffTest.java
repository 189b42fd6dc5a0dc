package org.dreamlms.books;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {

    @Test
    void pausesDoubleUpToTheLongestAndBeginAnew() {
        var backoff = new Backoff(100, 10_000);
        for (int round = 0; round < 2; round++) {
            for (var pause : new long[] {100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000}) {
                assertThat(backoff.next()).isBetween(pause / 2, pause);
            }
            backoff.reset();
        }
    }
}
