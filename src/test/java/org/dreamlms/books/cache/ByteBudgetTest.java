package org.dreamlms.books.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class ByteBudgetTest {

    private final ByteBudget<String, byte[]> budget =
            new ByteBudget<>(3 * (ByteBudget.OVERHEAD + 100), bytes -> bytes.length);

    private static CachedEntry<byte[]> entry(int size) {
        return new CachedEntry<>(Optional.of(new byte[size]), 0, 0);
    }

    @Test
    void whatWasNotAskedForTheLongestGoesFirst() {
        budget.put("a", entry(100));
        budget.put("b", entry(100));
        budget.put("c", entry(100));
        budget.get("a");
        budget.put("d", entry(100));
        assertNull(budget.get("b"));
        assertNotNull(budget.get("a"));
        assertEquals(3 * (ByteBudget.OVERHEAD + 100), budget.used());
    }

    @Test
    void replacingAnEntryFreesWhatItTook() {
        budget.put("a", entry(100));
        budget.put("a", entry(50));
        assertEquals(ByteBudget.OVERHEAD + 50, budget.used());
    }

    @Test
    void aSingleEntryMayBeLargerThanTheBudget() {
        budget.put("a", entry(100));
        budget.put("huge", entry(100_000));
        assertNull(budget.get("a"));
        assertNotNull(budget.get("huge"));
        budget.put("b", entry(100));
        assertNull(budget.get("huge"));
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
        }
        assertTrue(small.used() <= 10_000);
        assertNull(small.get("x".repeat(1_000) + 0));
        assertNotNull(small.get("x".repeat(1_000) + 99));
    }
}
