package org.dreamlms.books.file;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.Settings;
import org.dreamlms.books.cache.ByteBudget;
import org.dreamlms.books.cache.CacheReads;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.cache.Freshness;
import org.dreamlms.books.cache.FreshnessCache;
import org.dreamlms.books.cache.Turns;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.dcs.DcsFolder;
import org.dreamlms.books.dcs.file.DcsAnswer;
import org.dreamlms.books.dcs.file.DcsFileAddress;
import org.dreamlms.books.dcs.file.DcsFiles;

/** Covers, logos and page images of moderate size, in memory within a budget of bytes. */
@Startup // its meters are there before the first look-up
@ApplicationScoped
public class ImageCache {

    /** Larger ones are streamed each time. */
    static final int MAX_BYTES = 256 * 1024;

    /** So many are read at a time: some 16 MB at the most. */
    static final int AT_ONCE = 64;

    /** More may wait, some 1 KB each. */
    static final int MAY_WAIT = 1_000;

    private final DcsFiles files;
    private final Turns turns;
    private final Duration limit;
    private final long budget;
    private final ByteBudget<DcsFileAddress, StoredImage> room;
    private final FreshnessCache<DcsFileAddress, StoredImage> images;

    ImageCache(DcsFiles files, Clock clock, Settings settings, MeterRegistry registry) {
        this.files = files;
        this.limit = settings.dcs().callLimit();
        this.turns = new Turns(AT_ONCE, MAY_WAIT, limit, DcsException::noTurn);
        this.budget = settings.files().imageCache().asLongValue();
        this.room = new ByteBudget<>(budget, ImageCache::weight, StoredImage::weight);
        Gauge.builder("dcs.books.image.cache.bytes", room, ByteBudget::used)
                .description("Memory taken by covers, logos and page images")
                .register(registry);
        images =
                new FreshnessCache<>(
                        room,
                        clock,
                        Freshness.of(settings.freshness().images(), settings.freshness()),
                        this::fetch,
                        new CacheReads(registry, "images"));
    }

    void bounds(@Observes Bounds bounds) {
        bounds.bytes("images", budget, room::used);
        bounds.count("images-being-read", AT_ONCE, turns::taken);
        bounds.count("images-waiting", MAY_WAIT, turns::waiting);
    }

    /** The image; one that is too large says so, and is to be streamed. */
    Uni<Found<StoredImage>> find(DcsFileAddress place) {
        return images.get(place);
    }

    /**
     * An image as far as memory has it, without waiting.
     *
     * @return null when DCS has to be asked: call {@link #find}
     */
    Found<StoredImage> peek(DcsFileAddress place) {
        return images.peek(place);
    }

    /** The book may have other images. */
    public void invalidate(DcsFolder folder) {
        images.invalidateIf((place, image) -> folder.equals(folderOf(place)));
    }

    /** The publisher may have another logo. */
    public void invalidateLogo(int publisherId) {
        images.invalidate(new DcsFileAddress.Logo(publisherId));
    }

    /** Every image may be another. */
    public void invalidateAll() {
        images.invalidateAll();
    }

    private static DcsFolder folderOf(DcsFileAddress place) {
        if (place instanceof DcsFileAddress.Cover cover) {
            return cover.folder();
        }
        return place instanceof DcsFileAddress.InBook file ? file.folder() : null;
    }

    private Uni<Optional<StoredImage>> fetch(DcsFileAddress place, Optional<StoredImage> old) {
        return turns.take(() -> files.read(place, MAX_BYTES, old.flatMap(StoredImage::etag), limit))
                .map(answer -> image(answer, old));
    }

    /** The caller chooses the path, also of what is not there. */
    private static long weight(DcsFileAddress place) {
        return place instanceof DcsFileAddress.InBook file ? 2L * file.path().length() : 0;
    }

    private static Optional<StoredImage> image(DcsAnswer answer, Optional<StoredImage> old) {
        if (answer instanceof DcsAnswer.Content content) {
            return Optional.of(StoredImage.of(content));
        }
        if (answer instanceof DcsAnswer.TooLarge) {
            return Optional.of(StoredImage.TOO_LARGE);
        }
        return answer instanceof DcsAnswer.Unchanged ? old : Optional.empty();
    }
}
