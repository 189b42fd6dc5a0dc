package org.dreamlms.books.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.Response.Status;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.dreamlms.books.Bounds;
import org.dreamlms.books.OutageLog;
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
import org.dreamlms.books.file.BookFolders;
import org.dreamlms.books.http.problem.ProblemException;
import org.jboss.logging.Logger;

/**
 * The one way to what a book's config.json says: memory, then DCS. A new upload does not show in
 * the book's row, so the file itself is asked for again, by its entity tag.
 */
@Startup // its meters are there before the first look-up
@ApplicationScoped
public class BookConfigs {

    private static final Logger LOG = Logger.getLogger(BookConfigs.class);

    /** The largest that is read, one at a time: in memory it takes some four times as much. */
    static final int MAX_BYTES = 32 * 1024 * 1024;

    /** Those up to this size, which are almost all, are read several at a time. */
    static final int USUAL_BYTES = 1024 * 1024;

    static final int USUAL_AT_ONCE = 4;

    private static final int USUAL_WAITING = 256;
    private static final int LARGE_WAITING = 32;

    private final BookFolders folders;
    private final DcsFiles files;
    private final ObjectMapper mapper;
    private final Duration limit;
    private final FreshnessCache<DcsFolder, StoredConfig> configs;
    private final BrokenConfigs broken;
    private final long budget;
    private final ByteBudget<DcsFolder, StoredConfig> room;
    private final Turns usual;
    private final Turns large;
    private final OutageLog invalid;

    BookConfigs(
            BookFolders folders,
            DcsFiles files,
            ObjectMapper mapper,
            Clock clock,
            Settings settings,
            MeterRegistry registry) {
        this.folders = folders;
        this.files = files;
        this.mapper = mapper;
        this.limit = settings.dcs().listLimit();
        this.usual = new Turns(USUAL_AT_ONCE, USUAL_WAITING, limit, DcsException::noTurn);
        this.large = new Turns(1, LARGE_WAITING, limit, DcsException::noTurn);
        this.invalid = new OutageLog(LOG, Logger.Level.WARN, clock);
        this.broken = new BrokenConfigs(clock, settings.freshness().missing());
        this.budget = settings.files().configCache().asLongValue();
        this.room = new ByteBudget<>(budget, StoredConfig::weight);
        Gauge.builder("dcs.books.config.cache.bytes", room, ByteBudget::used)
                .description("Memory taken by what config.json files say")
                .register(registry);
        this.configs =
                new FreshnessCache<>(
                        room,
                        clock,
                        Freshness.of(settings.freshness().config(), settings.freshness()),
                        this::refresh,
                        new CacheReads(registry, "configs"));
    }

    void bounds(@Observes Bounds bounds) {
        bounds.bytes("configs", budget, room::used);
        bounds.count("configs-being-read", USUAL_AT_ONCE, usual::taken);
        bounds.count("configs-waiting", USUAL_WAITING, usual::waiting);
    }

    /**
     * What the config.json of a book says at this moment, whatever memory holds of it.
     *
     * @return fails with {@link ProblemException} 404 when DCS has no such book or file, 502 when
     *     the file is not JSON, and with {@link DcsException} when DCS can't be asked
     */
    public Uni<BookConfig> latest(int bookId) {
        var asked = configs.asking();
        return folders.find(bookId)
                .flatMap(
                        folder ->
                                fetch(folder, Optional.empty())
                                        .map(found -> found.orElseThrow(BookConfigs::missing))
                                        .invoke(config -> configs.put(folder, config, asked)))
                .map(StoredConfig::config);
    }

    /** The book may have another config.json. */
    void invalidate(DcsFolder folder) {
        broken.remove(folder);
        configs.invalidate(folder);
    }

    /** Every book may have another config.json. */
    void invalidateAll() {
        broken.clear();
        configs.invalidateAll();
    }

    /** From memory, where that knows it. */
    Uni<Found<StoredConfig>> find(DcsFolder folder) {
        return configs.get(folder).invoke(found -> found.value().orElseThrow(BookConfigs::missing));
    }

    private Uni<Optional<StoredConfig>> refresh(DcsFolder folder, Optional<StoredConfig> old) {
        return broken.remembers(folder)
                ? Uni.createFrom().failure(BookConfigs::invalid)
                : fetch(folder, old);
    }

    private Uni<Optional<StoredConfig>> fetch(DcsFolder folder, Optional<StoredConfig> old) {
        return usual.take(() -> read(folder, USUAL_BYTES, old))
                .flatMap(
                        found ->
                                found.tooLarge()
                                        ? large.take(() -> read(folder, MAX_BYTES, old))
                                        : Uni.createFrom().item(found))
                .map(
                        found -> {
                            if (found.tooLarge()) {
                                throw broken(folder, "it is larger than " + MAX_BYTES + " bytes");
                            }
                            return found.config();
                        });
    }

    /** What there was to read, or that it was too much. */
    private record Read(Optional<StoredConfig> config, boolean tooLarge) {}

    private Uni<Read> read(DcsFolder folder, int max, Optional<StoredConfig> old) {
        var place = new DcsFileAddress.InBook(folder, "config.json");
        return files.read(place, max, old.flatMap(StoredConfig::dcsTag), limit)
                // Large ones take their time to read, which the event loops do not have.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        answer ->
                                answer instanceof DcsAnswer.TooLarge
                                        ? new Read(Optional.empty(), true)
                                        : new Read(config(answer, folder, old), false));
    }

    private Optional<StoredConfig> config(
            DcsAnswer answer, DcsFolder folder, Optional<StoredConfig> old) {
        if (answer instanceof DcsAnswer.Unchanged) {
            return old;
        }
        if (!(answer instanceof DcsAnswer.Content content)) {
            return Optional.empty();
        }
        try {
            var config = ConfigReader.read(content.bytes(), mapper);
            return Optional.of(new StoredConfig(content.bytes(), content.etag(), config));
        } catch (IOException e) {
            throw broken(folder, e.getMessage());
        }
    }

    private static ProblemException missing() {
        return ProblemException.of(Status.NOT_FOUND, "config.json not found");
    }

    private ProblemException broken(DcsFolder folder, String why) {
        broken.add(folder);
        invalid.say(
                "The config.json of %s/%s is invalid: %s", folder.publisher(), folder.book(), why);
        return invalid();
    }

    private static ProblemException invalid() {
        return ProblemException.of(Status.BAD_GATEWAY, "config.json is invalid");
    }
}
