package org.dreamlms.books.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private static final long BUDGET = 3 * (ByteBudget.OVERHEAD + 100);

    private final ByteBudget<String, byte[]> budget =
            new ByteBudget<>(BUDGET, bytes -> bytes.length);

    private static CachedEntry<byte[]> entry(int size) {
        return new CachedEntry<>(Optional.of(new byte[size]), 0, 0);
    }

    @Test
    void whatIsAskedForStaysAndSomethingElseGoes() {
        budget.put("a", entry(100));
        budget.put("b", entry(100));
        budget.put("c", entry(100));
        for (int i = 0; i < 10; i++) {
            budget.get("a");
        }
        budget.put("d", entry(100));
        assertNotNull(budget.get("a"));
        assertEquals(BUDGET, budget.used());
    }

    @Test
    void replacingAnEntryFreesWhatItTook() {
        budget.put("a", entry(100));
        budget.put("a", entry(50));
        assertEquals(ByteBudget.OVERHEAD + 50, budget.used());
    }

    @Test
    void aSingleEntryMayBeLargerThanTheBudget() {
        budget.put("huge", entry(100_000));
        assertNotNull(budget.get("huge"));
        assertEquals(BUDGET, budget.used());
        budget.put("a", entry(100));
        assertTrue(budget.used() <= BUDGET);
    }

    @Test
    void whatIsLargerThanTheBudgetIsKeptOnceItIsAskedForOftenEnough() {
        budget.put("a", entry(100));
        for (int i = 0; i < 20 && budget.get("huge") == null; i++) {
            budget.put("huge", entry(100_000));
        }
        assertNotNull(budget.get("huge"));
        assertNull(budget.get("a"));
    }

    @Test
    void absencesTakeAlmostNothing() {
        budget.put("a", new CachedEntry<>(Optional.empty(), 0, 0));
        assertEquals(ByteBudget.OVERHEAD, budget.used());
    }

    @Test
    void longKeysTakeTheirRoomToo() {
        var small = new ByteBudget<String, byte[]>(10_000, String::length, bytes -> bytes.length);
        for (int i = 0; i < 100; i++) {
            small.put("x".repeat(1_000) + i, new CachedEntry<>(Optional.empty(), 0, 0));
            assertTrue(small.used() <= 10_000);
        }
    }

    @Test
    void neverMoreThanTheBudgetIsHeld() {
        var random = new Random(15);
        var some = new ByteBudget<Integer, byte[]>(100_000, bytes -> bytes.length);
        for (int i = 0; i < 20_000; i++) {
            some.put(random.nextInt(1_000), entry(random.nextInt(20_000)));
            assertThat(some.used()).isLessThanOrEqualTo(100_000);
        }
        var held = new long[1];
        some.forEach((key, value) -> held[0] += value.value().orElseThrow().length);
        assertThat(held[0]).isLessThanOrEqualTo(100_000);
    }
}
