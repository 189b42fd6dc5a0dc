package org.dreamlms.books.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.dreamlms.books.cache.SampledReads.Share;
import org.junit.jupiter.api.Test;

/** The most read keys, by a sample that grows no larger than it has to. */
class SampledReadsTest {

    private final SampledReads reads = new SampledReads();

    private void read(int key, int times) {
        for (int i = 0; i < times; i++) {
            reads.read(key);
        }
    }

    @Test
    void ofFewReadsAllCount() {
        read(7, 6);
        read(4, 3);
        read(9, 1);
        assertThat(reads.most(2)).containsExactly(new Share(7, 0.6), new Share(4, 0.3));
    }

    @Test
    void withoutReadsThereIsNone() {
        assertThat(reads.most(20)).isEmpty();
    }

    @Test
    void oldReadsAreForgotten() {
        read(1, 4_096);
        for (int i = 0;
                i < 4_096 * reads.every() * 200 && !reads.most(1).get(0).equals(new Share(2, 1));
                i++) {
            reads.read(2);
        }
        assertThat(reads.most(20)).containsExactly(new Share(2, 1));
    }

    @Test
    void theFasterReadsComeTheFewerAreSamples() {
        long now = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            reads.judge(now);
        }
        assertThat(reads.every()).isEqualTo(0x10000);
        for (int i = 1; i <= 20; i++) {
            reads.judge(now + TimeUnit.SECONDS.toNanos(10L * i));
        }
        assertThat(reads.every()).isEqualTo(1);
    }
}
