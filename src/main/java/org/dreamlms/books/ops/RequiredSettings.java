package org.dreamlms.books.ops;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import org.dreamlms.books.Settings;

/** Stops a start that can't work, and says which setting is missing. */
@ApplicationScoped
class RequiredSettings {

    /** Before anything else that runs at start. */
    private static final int FIRST = 1;

    private final Settings settings;

    RequiredSettings(Settings settings) {
        this.settings = settings;
    }

    void check(@Observes @Priority(FIRST) StartupEvent event) {
        var complaints = complaints();
        if (!complaints.isEmpty()) {
            throw new IllegalStateException(
                    "The service can't start: " + String.join("; ", complaints));
        }
    }

    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        var dcs = settings.dcs();
        if (dcs.url().isEmpty()) {
            complaints.add("DREAM_CENTRAL_STORAGE_URL is not set");
        } else if (!isHttp(dcs.url().get())) {
            complaints.add("DREAM_CENTRAL_STORAGE_URL is not an http or https URL");
        }
        if (dcs.email().isPresent() != dcs.password().isPresent()) {
            complaints.add(
                    "of DREAM_CENTRAL_STORAGE_EMAIL and DREAM_CENTRAL_STORAGE_PASSWORD only one is"
                            + " set");
        } else if (dcs.email().isEmpty() && dcs.apiKey().isEmpty()) {
            complaints.add(
                    "neither DREAM_CENTRAL_STORAGE_EMAIL and DREAM_CENTRAL_STORAGE_PASSWORD nor"
                            + " DREAM_CENTRAL_STORAGE_API_KEY is set");
        }
        return complaints;
    }

    private static boolean isHttp(String url) {
        try {
            var uri = new URI(url);
            return uri.getHost() != null
                    && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
