package org.dreamlms.books.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private final TokenBucket bucket = new TokenBucket();
    private long now = 1_800_000_000_000L;

    @Test
    void aBurstIsTakenAtOnceAndTheRestInTime() {
        for (int i = 0; i < 5; i++) {
            assertEquals(0, take());
        }
        assertEquals(1, take());
        now += 999;
        assertEquals(1, take());
        now += 1;
        assertEquals(0, take());
        assertEquals(1, take());
    }

    @Test
    void aPauseFillsItAndNoMore() {
        take();
        now += 3_600_000;
        aBurstIsTakenAtOnceAndTheRestInTime();
    }

    @Test
    void itSaysHowLongToWait() {
        assertEquals(0, bucket.take(now, 2, 1));
        assertEquals(30, bucket.take(now, 2, 1));
        assertEquals(20, bucket.take(now + 10_000, 2, 1));
    }

    private long take() {
        return bucket.take(now, 60, 5);
    }
}
