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
import org.dreamlms.books.Settings;
import org.dreamlms.books.cache.Found;
import org.dreamlms.books.dcs.DcsFolder;
import org.dreamlms.books.dcs.file.DcsFileAddress;
import org.dreamlms.books.file.BookFolders;
import org.dreamlms.books.file.FileAnswers;
import org.dreamlms.books.file.FileRequest;
import org.dreamlms.books.file.FileServer;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.JsonAnswers;
import org.dreamlms.books.http.answer.TaggedJson;
import org.dreamlms.books.http.problem.ProblemException;

/** Answers what a book's files alone say of its pages: {@link RowPages} does what needs rows. */
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
        return folders.with(bookId, configs::find)
                .map(found -> send(found, found.value().orElseThrow().file(), request));
    }

    Uni<Response> image(int bookId, int page, Optional<String> module, RoutingContext routing) {
        var wanted = FileRequest.of(routing);
        return folders.with(
                bookId,
                folder ->
                        configs.find(folder)
                                .map(found -> found.value().orElseThrow().config())
                                .map(config -> place(folder, config, page, module))
                                .flatMap(place -> files.file(place, wanted)));
    }

    Uni<Response> videos(int bookId, HttpServerRequest request) {
        return folders.with(
                        bookId,
                        folder ->
                                Uni.combine()
                                        .all()
                                        .unis(configOrNone(folder), media.find(folder))
                                        .asTuple())
                .emitOn(Infrastructure.getDefaultWorkerPool())
                .map(
                        both -> {
                            var films = both.getItem2();
                            var view =
                                    ContentMapper.videos(
                                            bookId, both.getItem1(), films.value().orElseThrow());
                            return send(films, TaggedJson.of(view, mapper), request);
                        });
    }

    /** A book whose config.json can't be read names no films. */
    private Uni<BookConfig> configOrNone(DcsFolder folder) {
        return configs.find(folder)
                .map(found -> found.value().orElseThrow().config())
                .onFailure(ProblemException.class)
                .recoverWithItem(new BookConfig(List.of(), List.of(), true));
    }

    private static Response send(Found<?> found, TaggedJson json, HttpServerRequest request) {
        return JsonAnswers.of(json, CachePolicy.MINUTE, found.cacheStatus(), request).build();
    }

    private static DcsFileAddress.InBook place(
            DcsFolder folder, BookConfig config, int page, Optional<String> module) {
        return config.image(page, module)
                .map(path -> new DcsFileAddress.InBook(folder, path))
                .orElseThrow(() -> FileAnswers.missing("The image of page " + page));
    }
}
