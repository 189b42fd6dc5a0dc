package org.dreamlms.books.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;

/**
 * What the process takes of the machine's memory, as {@code process_resident_memory_bytes}: the
 * number that a container's limit is about. On a native image the heap tells little of it.
 */
@ApplicationScoped
@Startup
class ResidentMemory {

    private static final Logger LOG = Logger.getLogger(ResidentMemory.class);

    /** See proc_pid_status(5); "VmRSS: 81234 kB". */
    private static final Path STATUS = Path.of("/proc/self/status");

    private static final String LINE = "VmRSS:";
    private static final int KILO = 1024;

    ResidentMemory(MeterRegistry registry) {
        if (Files.isReadable(STATUS)) {
            Gauge.builder("process.resident.memory", ResidentMemory::bytes)
                    .description("Memory that the process takes of the machine")
                    .baseUnit("bytes")
                    .register(registry);
        }
    }

    private static double bytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(LINE))
                    .mapToDouble(line -> KILO * Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            LOG.debug("The memory of this process can't be read", e);
            return Double.NaN;
        }
    }
}
