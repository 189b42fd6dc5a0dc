package org.dreamlms.books.ops;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Keeps queries out of traces: they hold tokens of old frontends, signatures of links and those of
 * the storage's URLs.
 */
@Singleton
@Unremovable
class TraceRedaction implements SpanProcessor {

    private static final String REDACTED = "REDACTED";
    private static final AttributeKey<String> QUERY = AttributeKey.stringKey("url.query");

    /** The others are those of older conventions. */
    private static final List<AttributeKey<String>> URLS =
            List.of(
                    AttributeKey.stringKey("url.full"),
                    AttributeKey.stringKey("http.url"),
                    AttributeKey.stringKey("http.target"));

    @Override
    public void onStart(Context context, ReadWriteSpan span) {
        if (span.getAttribute(QUERY) != null) {
            span.setAttribute(QUERY, REDACTED);
        }
        for (var name : URLS) {
            var url = span.getAttribute(name);
            var query = url == null ? -1 : url.indexOf('?');
            if (query >= 0) {
                span.setAttribute(name, url.substring(0, query + 1) + REDACTED);
            }
        }
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {
        // They are known from the start.
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
