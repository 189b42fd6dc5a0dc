package org.dreamlms.books.rows;

import java.util.List;
import java.util.Map;
import org.dreamlms.books.StandInDcsResource;

/** The packaged service on the data of dev mode. */
public class DemoDatabase extends PackagedDatabase {

    /** What dev mode and its stand-in for DCS sign events with. */
    static final String WEBHOOK_SECRET = "stand-in-webhook-secret";

    @Override
    public List<TestResourceEntry> testResources() {
        return List.of(
                new TestResourceEntry(StandInDcsResource.class),
                new TestResourceEntry(DemoDatabaseResource.class));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        var settings = super.getConfigOverrides();
        settings.put("dcs-books.backup.mode", "skip");
        settings.put("dcs-books.webhook.secret", WEBHOOK_SECRET);
        for (var limit : List.of("answer-timeout", "list-answer-timeout", "call-limit")) {
            settings.put("dcs-books.dcs." + limit, "60S");
        }
        settings.put("dcs-books.dcs.list-limit", "60S");
        return settings;
    }
}
