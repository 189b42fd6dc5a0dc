package org.dreamlms.books.publisher;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Settings;
import org.dreamlms.books.cache.ByteBudget;
import org.dreamlms.books.cache.CacheReads;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.cache.Freshness;
import org.dreamlms.books.cache.FreshnessCache;
import org.dreamlms.books.dcs.DcsClient;
import org.dreamlms.books.dcs.DcsPublisher;
import org.dreamlms.books.http.answer.TaggedJson;
import org.dreamlms.books.replica.Invalidation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The publishers of books: memory, then DCS. */
@Startup // its meters are there before the first look-up
@ApplicationScoped
class Publishers {

    /** Some 2,000 publishers. */
    static final long MAX_BYTES = 4 * 1024 * 1024;

    private final ByteBudget<Integer, Views> room;
    private final FreshnessCache<Integer, Views> publishers;

    Publishers(
            DcsClient dcs,
            ObjectMapper mapper,
            Clock clock,
            Settings settings,
            MeterRegistry registry) {
        var publicPath = settings.publicPath().orElse("");
        room = new ByteBudget<>(MAX_BYTES, Views::weight, registry, "publishers");
        publishers =
                new FreshnessCache<>(
                        room,
                        clock,
                        Freshness.of(settings.freshness().books(), settings.freshness()),
                        (id, old) ->
                                dcs.publisher(id)
                                        .map(
                                                found ->
                                                        found.map(p -> Publisher.of(p, publicPath))
                                                                .map(p -> Views.of(p, mapper))),
                        new CacheReads(registry, "publishers"));
    }

    void bounds(@Observes Bounds bounds) {
        bounds.bytes("publishers", MAX_BYTES, room::used);
    }

    /**
     * A publisher as clients see it.
     *
     * @param displayName the name for display: the publisher's name where DCS has no other
     * @param logoUrl the path of the logo on this service; 404 there when it has none
     */
    @RegisterForReflection
    @JsonNaming(SnakeCaseStrategy.class)
    @Schema(description = "A publisher of Dream Central Storage")
    record Publisher(
            @Schema(examples = "1") int id,
            @Schema(examples = "Universal ELT") String name,
            String displayName,
            @Schema(nullable = true) String description,
            @Schema(examples = "/publishers/1/logo") String logoUrl,
            @Schema(nullable = true, description = "Null for teachers and students")
                    String contactEmail,
            @Schema(nullable = true) String status,
            @Schema(nullable = true) Instant createdAt,
            @Schema(nullable = true) Instant updatedAt) {

        static Publisher of(DcsPublisher publisher, String publicPath) {
            var display = publisher.displayName();
            return new Publisher(
                    publisher.id(),
                    publisher.name(),
                    display == null || display.isBlank() ? publisher.name() : display,
                    publisher.description(),
                    publicPath + "/publishers/" + publisher.id() + "/logo",
                    publisher.contactEmail(),
                    publisher.status(),
                    publisher.createdAt(),
                    publisher.updatedAt());
        }

        private Publisher withoutContact() {
            return new Publisher(
                    id,
                    name,
                    displayName,
                    description,
                    logoUrl,
                    null,
                    status,
                    createdAt,
                    updatedAt);
        }
    }

    /**
     * A publisher as it is sent.
     *
     * @param full with everything
     * @param open without the address, for those whom it does not concern
     */
    record Views(TaggedJson full, TaggedJson open) {

        long weight() {
            return 300L + full.bytes().length + open.bytes().length;
        }

        static Views of(Publisher publisher, ObjectMapper mapper) {
            return new Views(
                    TaggedJson.of(publisher, mapper),
                    TaggedJson.of(publisher.withoutContact(), mapper));
        }
    }

    /** Marks as stale, and refreshes, what has changed. */
    void invalidate(@Observes Invalidation invalidation) {
        Runnable effect =
                switch (invalidation.subject()) {
                    case PUBLISHER -> () -> publishers.invalidate(invalidation.id());
                    case EVERYTHING -> publishers::invalidateAll;
                    // None of them changes a publisher.
                    case BOOK, RIGHTS, STUDENT_RIGHTS -> () -> {};
                };
        effect.run();
    }

    Uni<Found<Views>> find(int id) {
        return publishers.get(id);
    }
}
