package org.dreamlms.books.ops;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.stream.LongStream;

/**
 * Gives our own answers percentiles: {@code http_server_requests_seconds_bucket}. There are few
 * buckets, since each route, method and status has all of them.
 */
@Singleton
class HttpServerHistogram implements MeterFilter {

    private static final String METER = "http.server.requests";

    /** Nanoseconds: from what memory answers to the longest that a client waits for a book. */
    private static final double[] BUCKETS =
            LongStream.of(10, 50, 100, 250, 500, 1_000, 2_500, 10_000)
                    .map(millis -> Duration.ofMillis(millis).toNanos())
                    .asDoubleStream()
                    .toArray();

    @Override
    public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
        if (!METER.equals(id.getName())) {
            return config;
        }
        return DistributionStatisticConfig.builder()
                .serviceLevelObjectives(BUCKETS)
                .build()
                .merge(config);
    }
}
