package org.dreamlms.books.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The configs of the activities of one answer as players take them: as they are stored, with two
 * addresses more.
 */
final class PlayerConfig {

    private static final String NONE = "{}";

    private final PageAddresses addresses;
    private final ObjectMapper mapper;
    private final Map<UUID, Config> made = new HashMap<>();

    PlayerConfig(PageAddresses addresses, ObjectMapper mapper) {
        this.addresses = addresses;
        this.mapper = mapper;
    }

    /**
     * A config.
     *
     * @param json an object as text
     * @param coords where its marker is on the page; null when the config does not say it
     */
    record Config(String json, Coords coords) {}

    /** The config of a row; an empty one when the row has none. */
    Config of(ImportedActivity row) {
        return made.computeIfAbsent(row.id(), id -> of(row.config()));
    }

    private Config of(String stored) {
        if (stored == null) {
            return new Config(NONE, null);
        }
        try {
            if (!(ExactJson.read(stored, mapper) instanceof ObjectNode config)) {
                return new Config(NONE, null);
            }
            addAddresses(config);
            return new Config(
                    mapper.writeValueAsString(config),
                    Coords.of(config.path("coords")).orElse(null));
        } catch (IOException e) {
            // PostgreSQL accepts JSON that Jackson does not, such as a very deep nesting.
            return new Config(NONE, null);
        }
    }

    private void addAddresses(ObjectNode config) {
        addresses
                .asset(text(config.path("section_path")))
                .ifPresent(address -> config.put("section_image_url", address));
        if (config.path("audio_extra") instanceof ObjectNode audio) {
            addresses
                    .media(text(audio.path("path")))
                    .ifPresent(address -> audio.put("url", address));
        }
    }

    private static Optional<String> text(JsonNode json) {
        return json.isTextual() && !json.asText().isBlank()
                ? Optional.of(json.asText())
                : Optional.empty();
    }
}
