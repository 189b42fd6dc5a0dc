package org.dreamlms.books.page;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.file.FilePath;
import org.dreamlms.books.page.BookConfig.Page;
import org.dreamlms.books.page.ContentViews.ActivityView;
import org.dreamlms.books.page.ContentViews.AnswerView;
import org.dreamlms.books.page.ContentViews.AudioView;
import org.dreamlms.books.page.ContentViews.FillView;
import org.dreamlms.books.page.ContentViews.FilmView;
import org.dreamlms.books.page.ContentViews.OldPage;
import org.dreamlms.books.page.ContentViews.PlayableView;
import org.dreamlms.books.page.ContentViews.VideoView;
import org.dreamlms.books.page.ContentViews.Videos;
import org.dreamlms.books.page.PlacedActivities.Placed;

/** Makes what clients see of single pages; paths become links to this service, encoded. */
final class ContentMapper {

    private final String base;

    /**
     * @param base the path of the book on this service
     */
    ContentMapper(String base) {
        this.base = base;
    }

    /**
     * The activities of some pages, by section, where their own configs say that they are: the
     * section's place is that of something else.
     */
    List<PlayableView> activities(List<Placed> all, PlayerConfig players) {
        return all.stream()
                .sorted(
                        Comparator.comparingInt((Placed one) -> one.row().section())
                                .thenComparingInt(one -> one.row().orderIndex()))
                .map(
                        one ->
                                new PlayableView(
                                        activity(one, players.of(one.row()).coords()),
                                        ConfigObject.of(one.row().config())))
                .toList();
    }

    /** The films that config.json names and DCS has, in the order of config.json. */
    static Videos videos(int bookId, BookConfig config, BookMedia media) {
        var seen = new HashSet<String>();
        var films = new ArrayList<FilmView>();
        config.modules().stream()
                .flatMap(module -> module.pages().stream())
                .flatMap(page -> page.video().stream())
                .filter(video -> video.path().isPresent() && seen.add(video.path().get()))
                .forEach(
                        video ->
                                media.film(video.path().get())
                                        .map(film -> film(film, video.title()))
                                        .ifPresent(films::add));
        return new Videos(bookId, films, films.size());
    }

    private static FilmView film(BookMedia.Film film, Optional<String> title) {
        return new FilmView(
                film.path(),
                title.orElseGet(() -> new FilePath(film.path()).name()),
                film.size(),
                film.subtitled());
    }

    /** A page in the shape of before. */
    OldPage page(Page page, List<Placed> activities, BookMedia media) {
        return new OldPage(
                page.number(),
                asset(page.image()),
                activities.stream().map(this::activity).toList(),
                page.audio().stream()
                        .map(
                                audio ->
                                        new AudioView(
                                                audio.sectionIndex(),
                                                media(audio.path()),
                                                audio.coords().orElse(null)))
                        .toList(),
                page.video().stream().map(video -> video(video, media)).toList(),
                page.fill().stream().map(ContentMapper::fill).toList());
    }

    private VideoView video(BookConfig.Video video, BookMedia media) {
        return new VideoView(
                video.sectionIndex(),
                media(video.path()),
                asset(video.poster()),
                media(video.path().flatMap(media::subtitlesOf)),
                video.coords().orElse(null));
    }

    private static FillView fill(BookConfig.Fill fill) {
        return new FillView(
                fill.sectionIndex(),
                fill.answers().stream()
                        .map(answer -> new AnswerView(answer.text(), answer.coords().orElse(null)))
                        .toList());
    }

    private ActivityView activity(Placed one) {
        return activity(one, one.inConfig().flatMap(BookConfig.Activity::coords).orElse(null));
    }

    private ActivityView activity(Placed one, Coords coords) {
        var row = one.row();
        var inConfig = one.inConfig();
        return new ActivityView(
                row.id(),
                row.type(),
                row.title(),
                inConfig.map(BookConfig.Activity::moduleIndex).orElse(null),
                row.module(),
                row.page(),
                row.section(),
                row.orderIndex(),
                coords,
                media(inConfig.flatMap(BookConfig.Activity::audio)));
    }

    private String asset(Optional<String> path) {
        return path.map(p -> base + "/assets/" + new FilePath(p).encoded()).orElse(null);
    }

    private String media(Optional<String> path) {
        return path.map(p -> base + "/media/" + new FilePath(p).encoded()).orElse(null);
    }
}
