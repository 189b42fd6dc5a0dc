package org.dreamlms.books.page;

import java.util.List;
import java.util.Optional;
import org.dreamlms.books.file.FilePath;
import org.dreamlms.books.page.BookConfig.Activity;
import org.dreamlms.books.page.BookConfig.Page;
import org.dreamlms.books.page.ContentViews.ActivityView;
import org.dreamlms.books.page.ContentViews.AnswerView;
import org.dreamlms.books.page.ContentViews.AudioView;
import org.dreamlms.books.page.ContentViews.Details;
import org.dreamlms.books.page.ContentViews.FillView;
import org.dreamlms.books.page.ContentViews.FilmView;
import org.dreamlms.books.page.ContentViews.ModuleDetail;
import org.dreamlms.books.page.ContentViews.ModulePages;
import org.dreamlms.books.page.ContentViews.ModuleStructure;
import org.dreamlms.books.page.ContentViews.PageDetail;
import org.dreamlms.books.page.ContentViews.PageStructure;
import org.dreamlms.books.page.ContentViews.PageSummary;
import org.dreamlms.books.page.ContentViews.Pages;
import org.dreamlms.books.page.ContentViews.PlayableView;
import org.dreamlms.books.page.ContentViews.Structure;
import org.dreamlms.books.page.ContentViews.VideoView;
import org.dreamlms.books.page.ContentViews.Videos;

/** Makes what clients see of what a book says: paths become links to this service. */
final class ContentMapper {

    private final int bookId;
    private final String base;

    ContentMapper(int bookId, String publicPath) {
        this.bookId = bookId;
        this.base = publicPath + "/books/" + bookId;
    }

    Pages pages(BookConfig config) {
        var modules =
                config.modules().stream()
                        .map(
                                module ->
                                        new ModulePages(
                                                module.index(),
                                                module.name(),
                                                module.pages().stream()
                                                        .map(this::summary)
                                                        .toList()))
                        .toList();
        var pages = config.modules().stream().mapToInt(module -> module.pages().size()).sum();
        return new Pages(
                bookId, modules, pages, (int) config.activities().count(), config.warnings());
    }

    Details details(BookConfig config, BookMedia media) {
        return new Details(
                bookId,
                config.modules().stream()
                        .map(
                                module ->
                                        new ModuleDetail(
                                                module.index(),
                                                module.name(),
                                                module.pages().stream()
                                                        .map(page -> detail(page, media))
                                                        .toList()))
                        .toList(),
                config.warnings());
    }

    Structure structure(BookConfig config) {
        return new Structure(
                bookId,
                config.modules().stream()
                        .map(
                                module ->
                                        new ModuleStructure(
                                                module.index(),
                                                module.name(),
                                                module.pages().stream()
                                                        .map(ContentMapper::structure)
                                                        .toList()))
                        .toList(),
                config.warnings());
    }

    /**
     * The activities of the pages with this number.
     *
     * @param moduleName only of this module; empty: of all
     */
    List<PlayableView> activities(BookConfig config, int page, Optional<String> moduleName) {
        return config.pages(page, moduleName)
                .flatMap(found -> found.activities().stream())
                .map(found -> new PlayableView(activity(found), found.json()))
                .toList();
    }

    Videos videos(BookMedia media) {
        var films =
                media.films().stream()
                        .map(
                                film ->
                                        new FilmView(
                                                film.path(),
                                                new FilePath(film.path()).name(),
                                                film.size(),
                                                film.subtitled()))
                        .toList();
        return new Videos(bookId, films, films.size());
    }

    private PageSummary summary(Page page) {
        return new PageSummary(page.number(), page.activities().size(), asset(page.image()));
    }

    private PageDetail detail(Page page, BookMedia media) {
        return new PageDetail(
                page.number(),
                asset(page.image()),
                page.activities().stream().map(this::activity).toList(),
                page.audio().stream()
                        .map(
                                audio ->
                                        new AudioView(
                                                audio.sectionIndex(),
                                                media(audio.path()),
                                                audio.coords().orElse(null)))
                        .toList(),
                page.video().stream()
                        .map(
                                video ->
                                        new VideoView(
                                                video.sectionIndex(),
                                                media(video.path()),
                                                asset(video.poster()),
                                                media(video.path().flatMap(media::subtitlesOf)),
                                                video.coords().orElse(null)))
                        .toList(),
                page.fill().stream()
                        .map(
                                fill ->
                                        new FillView(
                                                fill.sectionIndex(),
                                                fill.answers().stream()
                                                        .map(
                                                                answer ->
                                                                        new AnswerView(
                                                                                answer.text(),
                                                                                answer.coords()
                                                                                        .orElse(
                                                                                                null)))
                                                        .toList()))
                        .toList());
    }

    private ActivityView activity(Activity activity) {
        return new ActivityView(
                activity.key(),
                activity.type(),
                activity.title(),
                activity.moduleIndex(),
                activity.moduleName(),
                activity.pageNumber(),
                activity.sectionIndex(),
                activity.orderIndex(),
                activity.coords().orElse(null),
                media(activity.audio()));
    }

    private static PageStructure structure(Page page) {
        return new PageStructure(
                page.number(), page.activities().stream().map(Activity::key).toList());
    }

    private String asset(Optional<String> path) {
        return path.map(p -> base + "/assets/" + new FilePath(p).encoded()).orElse(null);
    }

    private String media(Optional<String> path) {
        return path.map(p -> base + "/media/" + new FilePath(p).encoded()).orElse(null);
    }
}
