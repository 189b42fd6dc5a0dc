package org.dreamlms.books.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.dreamlms.books.Settings;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.dcs.DcsFolder;
import org.dreamlms.books.file.BookFolders;
import org.dreamlms.books.http.CallerTurns.Need;
import org.dreamlms.books.http.RequestTurns;
import org.dreamlms.books.http.answer.Body;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.JsonAnswers;
import org.dreamlms.books.http.answer.ListMemory;
import org.dreamlms.books.http.answer.TaggedJson;
import org.dreamlms.books.http.answer.Validators;
import org.dreamlms.books.page.ImportedActivities.Version;

/**
 * Answers what is asked about the pages of a book and the activities on them, whose ids are those
 * of rows. What was made of rows is remembered as long as one cheap statement an answer says that
 * they are the same: the LMS replaces rows without telling anybody.
 */
@ApplicationScoped
class RowPages {

    private final BookFolders folders;
    private final BookConfigs configs;
    private final BookMediaCache media;
    private final ImportedActivities activities;
    private final MissingActivities missing;
    private final ObjectMapper mapper;
    private final ListMemory memory;
    private final RequestTurns turns;
    private final String publicPath;
    private final Set<String> playable;

    RowPages(
            BookFolders folders,
            BookConfigs configs,
            BookMediaCache media,
            ImportedActivities activities,
            MissingActivities missing,
            ObjectMapper mapper,
            RequestTurns turns,
            ListMemory memory,
            Settings settings) {
        this.memory = memory;
        this.turns = turns;
        this.folders = folders;
        this.configs = configs;
        this.media = media;
        this.activities = activities;
        this.missing = missing;
        this.mapper = mapper;
        this.publicPath = settings.publicPath().orElse("");
        this.playable = settings.activityImport().types();
    }

    /** What an answer is made of beside the config. */
    private record MadeOf(int bookId, Version version, BookMedia media) {}

    Uni<Response> pages(int bookId, RoutingContext routing) {
        return answer(
                bookId,
                routing,
                (config, version) ->
                        config.answer(
                                "pages",
                                new MadeOf(bookId, version, null),
                                () -> ofRows(bookId, structures(bookId, config)::pages)));
    }

    /**
     * The structure of a book.
     *
     * @param imports whether a book that nobody has imported is to be imported now
     */
    Uni<Response> structure(int bookId, boolean imports, RoutingContext routing) {
        return answer(
                bookId,
                routing,
                (config, version) -> {
                    importIfMissing(bookId, imports, config, version);
                    return config.answer(
                            "structure",
                            new MadeOf(bookId, version, null),
                            () -> ofRows(bookId, structures(bookId, config)::structure));
                });
    }

    /**
     * The pages of a book with everything on them.
     *
     * @param imports whether a book that nobody has imported is to be imported now
     */
    Uni<Response> details(int bookId, boolean imports, RoutingContext routing) {
        return folders.with(
                        bookId,
                        folder ->
                                Uni.combine()
                                        .all()
                                        .unis(configs.find(folder), filmsOrNone(folder))
                                        .asTuple())
                .call(found -> turns.untilEnd(routing, Need.ROWS))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        both -> {
                            var config = both.getItem1().value().orElseThrow();
                            var version = activities.version(bookId);
                            importIfMissing(bookId, imports, config, version);
                            var films = both.getItem2();
                            var json =
                                    config.answer(
                                            "details",
                                            new MadeOf(bookId, version, films),
                                            () ->
                                                    memory.during(
                                                            activities.bytes(
                                                                    bookId,
                                                                    OptionalInt.empty(),
                                                                    true),
                                                            () ->
                                                                    details(
                                                                            bookId,
                                                                            config.config(),
                                                                            films)));
                            return send(both.getItem1(), json, routing.request());
                        });
    }

    /**
     * The activities of the pages with this number; none is an empty list.
     *
     * @param module the name of a module; empty: of all
     */
    Uni<Response> activities(
            int bookId, int page, Optional<String> module, RoutingContext routing) {
        var name = module.map(RowText::module);
        return folders.with(bookId, configs::find)
                .call(found -> turns.untilEnd(routing, Need.ROWS))
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        found -> {
                            var config = found.value().orElseThrow().config();
                            var number = OptionalInt.of(page);
                            var json =
                                    memory.during(
                                            activities.bytes(bookId, number, true),
                                            () -> activities(bookId, number, name, config));
                            return send(found, json, routing.request());
                        });
    }

    private TaggedJson activities(
            int bookId, OptionalInt page, Optional<String> module, BookConfig config) {
        var wanted =
                activities.of(bookId, page, true).stream()
                        .filter(row -> isIn(module, row))
                        .toList();
        var placed = new PlacedActivities(config, wanted, playable).all();
        return json(nested(bookId).activities(placed, players(bookId, config)));
    }

    private static boolean isIn(Optional<String> module, ImportedActivity row) {
        return module.map(name -> name.equals(RowText.module(row.module()))).orElse(true);
    }

    private Uni<Response> answer(
            int bookId,
            RoutingContext routing,
            BiFunction<StoredConfig, Version, TaggedJson> maker) {
        return folders.with(bookId, configs::find)
                .call(found -> turns.untilEnd(routing, Need.ROWS))
                // The database blocks, and a large book takes its time.
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        found -> {
                            var config = found.value().orElseThrow();
                            var json = maker.apply(config, activities.version(bookId));
                            return send(found, json, routing.request());
                        });
    }

    private void importIfMissing(
            int bookId, boolean imports, StoredConfig config, Version version) {
        if (imports
                && version.count() == 0
                && config.config().activities().anyMatch(a -> playable.contains(a.type()))) {
            missing.importOnce(bookId);
        }
    }

    /** Pages without subtitles are better than none. */
    private Uni<BookMedia> filmsOrNone(DcsFolder folder) {
        return media.find(folder)
                .map(found -> found.value().orElse(BookMedia.UNKNOWN))
                .onFailure(DcsException.class)
                .recoverWithItem(BookMedia.UNKNOWN);
    }

    private TaggedJson ofRows(int bookId, Function<List<ImportedActivity>, ?> view) {
        var all = OptionalInt.empty();
        return memory.during(
                activities.bytes(bookId, all, false),
                () -> json(view.apply(activities.of(bookId, all, false))));
    }

    private TaggedJson details(int bookId, BookConfig config, BookMedia films) {
        var rows = activities.of(bookId, OptionalInt.empty(), true);
        var mapper =
                new DetailMapper(
                        bookId,
                        new PageAddresses(base(bookId), config),
                        new PlacedActivities(config, rows, playable),
                        nested(bookId),
                        players(bookId, config));
        return json(mapper.details(config, films));
    }

    private StructureMapper structures(int bookId, StoredConfig config) {
        var addresses = new PageAddresses(base(bookId), config.config());
        return new StructureMapper(bookId, config.config(), addresses, playable);
    }

    private ContentMapper nested(int bookId) {
        return new ContentMapper(base(bookId));
    }

    private PlayerConfig players(int bookId, BookConfig config) {
        return new PlayerConfig(new PageAddresses(base(bookId), config), mapper);
    }

    private String base(int bookId) {
        return publicPath + "/books/" + bookId;
    }

    private TaggedJson json(Object view) {
        return TaggedJson.of(view, mapper);
    }

    private static Response send(Found<?> found, TaggedJson json, HttpServerRequest request) {
        var validators = new Validators(CachePolicy.ASK, json.etag(), found.cacheStatus());
        return JsonAnswers.of(new Body(json.bytes()), validators, request).build();
    }
}
