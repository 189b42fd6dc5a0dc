package org.dreamlms.books.rows;

import java.util.HashMap;
import java.util.Map;
import org.dreamlms.books.standin.StandInDcs;

/**
 * The service beside the successor of today's DCS, with an API key alone; and with what else
 * operators may choose.
 */
public final class Successor extends FreshDatabase {

    @Override
    public Map<String, String> getConfigOverrides() {
        var settings = new HashMap<>(super.getConfigOverrides());
        settings.put("dcs-books.storage-key", "publisher-id");
        settings.put("dcs-books.dcs.email", "");
        settings.put("dcs-books.dcs.password", "");
        settings.put("dcs-books.dcs.api-key", StandInDcs.API_KEY);
        settings.put("dcs-books.access.open-images", "logos,covers");
        settings.put("dcs-books.access.students-see-publisher", "false");
        return settings;
    }
}
