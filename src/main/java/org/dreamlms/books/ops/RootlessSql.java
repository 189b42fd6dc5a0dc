package org.dreamlms.books.ops;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import io.quarkus.arc.Unremovable;
import io.quarkus.opentelemetry.runtime.AutoConfiguredOpenTelemetrySdkBuilderCustomizer;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps SQL that belongs to no request out of traces: an idle replica looks at its queue and at the
 * database every few seconds, and each look would be a trace of its own.
 */
@Singleton
@Unremovable
class RootlessSql implements AutoConfiguredOpenTelemetrySdkBuilderCustomizer {

    @Override
    public void customize(AutoConfiguredOpenTelemetrySdkBuilder builder) {
        builder.addSamplerCustomizer((sampler, config) -> without(sampler));
    }

    /** Does what this sampler does, but for such SQL. */
    static Sampler without(Sampler sampler) {
        return new WithoutIt(sampler);
    }

    private record WithoutIt(Sampler rest) implements Sampler {

        /** The first is that of older conventions. */
        private static final List<AttributeKey<String>> DATABASE =
                List.of(
                        AttributeKey.stringKey("db.system"),
                        AttributeKey.stringKey("db.system.name"));

        @Override
        public SamplingResult shouldSample(
                Context parent,
                String traceId,
                String name,
                SpanKind kind,
                Attributes attributes,
                List<LinkData> links) {
            if (!Span.fromContext(parent).getSpanContext().isValid()
                    && DATABASE.stream().anyMatch(key -> attributes.get(key) != null)) {
                return SamplingResult.drop();
            }
            return rest.shouldSample(parent, traceId, name, kind, attributes, links);
        }

        @Override
        public String getDescription() {
            return "WithoutRootlessSql{" + rest.getDescription() + "}";
        }
    }
}
