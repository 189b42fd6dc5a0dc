package org.dreamlms.books.ops.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A day of samples, and not one more. */
class MinuteSamplesTest {

    @Test
    void theOldestGoesAfterADay() {
        var samples = new MinuteSamples(List.of("a", "b"));
        for (int minute = 0; minute <= MinuteSamples.KEPT; minute++) {
            samples.add(minute * 60_000L, minute, Double.NaN);
        }
        var all = samples.json().getJsonArray("samples");
        assertThat(all).hasSize(MinuteSamples.KEPT);
        assertThat(all.getJsonArray(0)).isEqualTo(JsonArray.of(60L, 1L, null));
        assertThat(all.getJsonArray(MinuteSamples.KEPT - 1))
                .isEqualTo(JsonArray.of(86_400L, 1440L, null));
        assertThat(samples.json().getJsonArray("columns")).isEqualTo(JsonArray.of("at", "a", "b"));
    }

    @Test
    void anEmptyOneHasNone() {
        assertThat(new MinuteSamples(List.of("a")).json().getJsonArray("samples")).isEmpty();
    }
}
