package org.dreamlms.books.dcs;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * A publisher as DCS sends it. Everything but id and name may be null.
 *
 * @param name the first segment of the storage path of the publisher's books
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
public record DcsPublisher(
        int id,
        String name,
        String displayName,
        String description,
        String contactEmail,
        String status,
        @JsonDeserialize(using = LenientInstant.class) Instant createdAt,
        @JsonDeserialize(using = LenientInstant.class) Instant updatedAt) {}
