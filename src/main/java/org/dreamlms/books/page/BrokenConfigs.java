package org.dreamlms.books.page;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.dreamlms.books.dcs.DcsFolder;

/**
 * Remembers for a while whose config.json is no JSON, so that not everybody who asks for it has DCS
 * send it and has it read again. Safe for use by many threads.
 */
final class BrokenConfigs {

    private static final int MAX = 1_000;

    private final Clock clock;
    private final long millis;
    private final Map<DcsFolder, Long> until = new LinkedHashMap<>();

    BrokenConfigs(Clock clock, Duration remembered) {
        this.clock = clock;
        this.millis = remembered.toMillis();
    }

    synchronized void add(DcsFolder folder) {
        until.remove(folder);
        until.put(folder, clock.millis() + millis);
        if (until.size() > MAX) {
            var oldest = until.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    synchronized void remove(DcsFolder folder) {
        until.remove(folder);
    }

    synchronized void clear() {
        until.clear();
    }

    synchronized boolean remembers(DcsFolder folder) {
        var end = until.get(folder);
        if (end != null && clock.millis() >= end) {
            until.remove(folder);
            return false;
        }
        return end != null;
    }
}
