package org.dreamlms.books.ops;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Level;
import org.junit.jupiter.api.Test;

/** A line of the log as JSON; the packaged service's log is looked at in ContainerIT. */
class LogFormatTest {

    @Test
    void aLineIsOneObjectWithTheTraceAndTheWholeException() throws IOException {
        var entry = new ExtLogRecord(Level.WARN, "\"odd\"\nmessage", "x");
        entry.setLoggerName("org.dreamlms.books.ops");
        entry.putMdc("traceId", "0af7651916cd43dd8448eb211c80319c");
        entry.setThrown(new IllegalStateException("why", new IOException("the cause")));

        var line = LogFormat.jsonLines().format(entry);

        assertThat(line).endsWith("\n");
        assertThat(line.strip()).doesNotContain("\n");
        var json = new ObjectMapper().readTree(line);
        assertThat(json.path("message").asText()).isEqualTo("\"odd\"\nmessage");
        assertThat(json.path("level").asText()).isEqualTo("WARN");
        assertThat(json.path("loggerName").asText()).isEqualTo("org.dreamlms.books.ops");
        assertThat(json.path("timestamp").asText()).endsWith("Z");
        assertThat(json.path("mdc").path("traceId").asText())
                .isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(json.path("stackTrace").asText()).contains("Caused by: ", "the cause");
    }
}
