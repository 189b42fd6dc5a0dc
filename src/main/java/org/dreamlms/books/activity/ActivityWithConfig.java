package org.dreamlms.books.activity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.dreamlms.books.http.answer.ListMemory;

/** Reads the config of an activity when there is memory for it. Blocks: for worker threads only. */
@ApplicationScoped
public class ActivityWithConfig {

    private final Activities activities;
    private final ListMemory memory;

    ActivityWithConfig(Activities activities, ListMemory memory) {
        this.activities = activities;
        this.memory = memory;
    }

    /**
     * Makes an answer of an activity.
     *
     * @param row without its config
     * @param answer makes it of the row with its config, as bytes
     */
    public <T> T during(ActivityRow row, Function<ActivityRow, T> answer) {
        var id = List.of(row.id());
        return memory.during(
                activities.configBytes(id),
                () -> answer.apply(row.with(activities.configs(id).get(row.id()))));
    }
}
