package org.dreamlms.books.dcs;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import jakarta.ws.rs.ProcessingException;
import java.util.concurrent.TimeoutException;
import org.dreamlms.books.LogLines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LateFailuresTest {

    @BeforeEach
    void start() {
        new LateFailures().start(null);
    }

    @Test
    void theEndOfAConnectionThatWasCutIsNoError() {
        var closed = new HttpClosedException("Connection was closed");
        assertThat(said(closed)).isEmpty();
        assertThat(said(new ProcessingException(closed))).isEmpty();
        assertThat(said(new StreamResetException(0))).isEmpty();
    }

    @Test
    void everythingElseIsSaidWithItsTrace() {
        assertThat(said(new IllegalStateException("odd", new TimeoutException("late"))))
                .startsWith("A failure for which nobody waits any more")
                .contains("IllegalStateException: odd", "TimeoutException: late", "\tat ");
    }

    @Test
    void whatEndsWithTheServiceIsNoError() {
        var failures = new LateFailures();
        failures.stop(null);
        assertThat(said(new IllegalStateException("Client is closed"))).isEmpty();
        failures.start(null);
        assertThat(said(new IllegalStateException("odd"))).isNotEmpty();
    }

    private static String said(Throwable failure) {
        try (var log = LogLines.of(LateFailures.class.getName())) {
            Infrastructure.handleDroppedException(failure);
            return String.join("\n", log.lines());
        }
    }
}
