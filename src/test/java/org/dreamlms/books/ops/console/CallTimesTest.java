package org.dreamlms.books.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Quantiles from buckets, by Prometheus's rule. */
class CallTimesTest {

    private static CallTimes times(double all, double... counts) {
        return new CallTimes(new double[] {10, 100, 1_000}, counts, all);
    }

    @Test
    void withinABucketCallsAreSpreadEvenly() {
        var times = times(10, 0, 10, 10);
        assertThat(times.quantile(0.5)).isEqualTo(55);
        assertThat(times.quantile(1)).isEqualTo(100);
        assertThat(times(4, 2, 4, 4).quantile(0.5)).isEqualTo(10);
    }

    @Test
    void whatIsBeyondTheLastBoundIsThatBound() {
        assertThat(times(5, 0, 0, 1).quantile(0.99)).isEqualTo(1_000);
    }

    @Test
    void onlyTheCallsSinceCount() {
        var before = times(1, 1, 1, 1);
        assertThat(before.since(before).quantile(0.5)).isNaN();
        assertThat(times(2, 1, 1, 2).since(before).quantile(0.5)).isEqualTo(550);
    }

    @Test
    void withoutCallsThereIsNone() {
        assertThat(CallTimes.of(List.of()).quantile(0.5)).isNaN();
    }
}
