package org.dreamlms.books.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.BiFunction;
import org.dreamlms.books.Settings;
import org.dreamlms.books.book.BookAnswers;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.dcs.DcsException;
import org.dreamlms.books.dcs.DcsFolder;
import org.dreamlms.books.dcs.file.DcsFileAddress;
import org.dreamlms.books.file.BookFolders;
import org.dreamlms.books.file.FileAnswers;
import org.dreamlms.books.file.FileRequest;
import org.dreamlms.books.file.FileServer;
import org.dreamlms.books.page.StoredConfig.Json;

/** Answers what is asked about the pages of a book; what is asked often is made only once. */
@ApplicationScoped
class BookPages {

    private final BookFolders folders;
    private final BookConfigs configs;
    private final BookMediaCache media;
    private final FileServer files;
    private final ObjectMapper mapper;
    private final String publicPath;

    BookPages(
            BookFolders folders,
            BookConfigs configs,
            BookMediaCache media,
            FileServer files,
            ObjectMapper mapper,
            Settings settings) {
        this.folders = folders;
        this.configs = configs;
        this.media = media;
        this.files = files;
        this.mapper = mapper;
        this.publicPath = settings.publicPath().orElse("");
    }

    Uni<Response> config(int bookId, HttpServerRequest request) {
        return answer(bookId, request, (config, views) -> config.file());
    }

    Uni<Response> pages(int bookId, HttpServerRequest request) {
        return answer(
                bookId,
                request,
                (config, views) ->
                        config.answer("pages", () -> json(views.pages(config.config()))));
    }

    Uni<Response> structure(int bookId, HttpServerRequest request) {
        return answer(
                bookId,
                request,
                (config, views) ->
                        config.answer("structure", () -> json(views.structure(config.config()))));
    }

    Uni<Response> details(int bookId, HttpServerRequest request) {
        return folders.with(
                bookId,
                folder ->
                        Uni.combine()
                                .all()
                                .unis(configs.find(folder), filmsOrNone(folder))
                                .asTuple()
                                // A large book takes its time, which the event loops do not have.
                                .emitOn(Infrastructure.getDefaultWorkerPool())
                                .map(
                                        both ->
                                                details(
                                                        bookId,
                                                        both.getItem1(),
                                                        both.getItem2(),
                                                        request)));
    }

    /**
     * The activities of the pages with this number.
     *
     * @param module the name of a module; empty: of all
     */
    Uni<Response> activities(
            int bookId, int page, Optional<String> module, HttpServerRequest request) {
        return answer(
                bookId,
                request,
                (config, views) -> {
                    if (config.config().pages(page, module).findAny().isEmpty()) {
                        throw FileAnswers.missing("Page " + page);
                    }
                    return json(views.activities(config.config(), page, module));
                });
    }

    Uni<Response> image(int bookId, int page, Optional<String> module, HttpServerRequest request) {
        var wanted = FileRequest.of(request);
        return folders.with(
                bookId,
                folder ->
                        configs.find(folder)
                                .map(found -> found.value().orElseThrow().config())
                                .map(config -> place(folder, config, page, module))
                                .flatMap(place -> files.file(place, wanted)));
    }

    Uni<Response> videos(int bookId, HttpServerRequest request) {
        return folders.with(bookId, media::find)
                .map(
                        found -> {
                            var films = found.value().orElseThrow();
                            return send(found, json(views(bookId).videos(films)), request);
                        });
    }

    private Uni<Response> answer(
            int bookId,
            HttpServerRequest request,
            BiFunction<StoredConfig, ContentMapper, Json> maker) {
        return folders.with(bookId, configs::find)
                .map(
                        found -> {
                            var config = found.value().orElseThrow();
                            return send(found, maker.apply(config, views(bookId)), request);
                        });
    }

    private Response details(
            int bookId, Found<StoredConfig> found, BookMedia films, HttpServerRequest request) {
        var config = found.value().orElseThrow();
        var json = config.details(films, () -> json(views(bookId).details(config.config(), films)));
        return send(found, json, request);
    }

    /** Pages without subtitles are better than none. */
    private Uni<BookMedia> filmsOrNone(DcsFolder folder) {
        return media.find(folder)
                .map(found -> found.value().orElse(BookMedia.UNKNOWN))
                .onFailure(DcsException.class)
                .recoverWithItem(BookMedia.UNKNOWN);
    }

    private Json json(Object view) {
        return Json.of(view, mapper);
    }

    private ContentMapper views(int bookId) {
        return new ContentMapper(bookId, publicPath);
    }

    private static Response send(Found<?> found, Json json, HttpServerRequest request) {
        return BookAnswers.json(found, json.bytes(), json.etag(), request);
    }

    private static DcsFileAddress.InBook place(
            DcsFolder folder, BookConfig config, int page, Optional<String> module) {
        return config.image(page, module)
                .map(path -> new DcsFileAddress.InBook(folder, path))
                .orElseThrow(() -> FileAnswers.missing("The image of page " + page));
    }
}
