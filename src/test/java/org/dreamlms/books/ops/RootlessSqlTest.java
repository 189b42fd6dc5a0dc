package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An idle service makes no traces. */
class RootlessSqlTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final Attributes SQL =
            Attributes.of(AttributeKey.stringKey("db.system"), "postgresql");
    private static final Context REQUEST =
            Context.root()
                    .with(
                            Span.wrap(
                                    SpanContext.create(
                                            TRACE,
                                            "b7ad6b7169203331",
                                            TraceFlags.getSampled(),
                                            TraceState.getDefault())));

    private static SamplingDecision decision(Context parent, Attributes attributes) {
        return RootlessSql.without(Sampler.alwaysOn())
                .shouldSample(parent, TRACE, "SELECT", SpanKind.CLIENT, attributes, List.of())
                .getDecision();
    }

    @Test
    void sqlIsTracedWithTheRequestThatItBelongsTo() {
        assertThat(decision(Context.root(), SQL)).isEqualTo(SamplingDecision.DROP);
        assertThat(decision(REQUEST, SQL)).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }

    @Test
    void whatIsNoSqlIsLeftToTheSampler() {
        assertThat(decision(Context.root(), Attributes.empty()))
                .isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    }
}
