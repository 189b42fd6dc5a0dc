package org.dreamlms.books.page;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dreamlms.books.page.BookConfig.Audio;
import org.dreamlms.books.page.BookConfig.Fill;
import org.dreamlms.books.page.BookConfig.Module;
import org.dreamlms.books.page.BookConfig.Page;
import org.dreamlms.books.page.BookConfig.Video;
import org.dreamlms.books.page.DetailViews.ActivityDetail;
import org.dreamlms.books.page.DetailViews.AudioDetail;
import org.dreamlms.books.page.DetailViews.Details;
import org.dreamlms.books.page.DetailViews.FillAnswer;
import org.dreamlms.books.page.DetailViews.ModuleDetail;
import org.dreamlms.books.page.DetailViews.PageDetail;
import org.dreamlms.books.page.DetailViews.VideoDetail;
import org.dreamlms.books.page.PlacedActivities.Placed;

/** Makes the pages of a book with everything that is on them, one after the other. */
final class DetailMapper {

    private final int bookId;
    private final PageAddresses addresses;
    private final PlacedActivities placed;
    private final PlayerConfig players;
    private final ContentMapper nested;

    /**
     * @param nested makes the pages as clients of before know them
     */
    DetailMapper(
            int bookId,
            PageAddresses addresses,
            PlacedActivities placed,
            ContentMapper nested,
            PlayerConfig players) {
        this.bookId = bookId;
        this.addresses = addresses;
        this.placed = placed;
        this.nested = nested;
        this.players = players;
    }

    /** A page that has no number can't be turned to. */
    Details details(BookConfig config, BookMedia media) {
        var modules = new ArrayList<ModuleDetail>();
        var pages = new ArrayList<PageDetail>();
        for (var module : config.modules()) {
            var shown = module.pages().stream().filter(Page::numbered).toList();
            if (!shown.isEmpty()) {
                modules.add(
                        new ModuleDetail(
                                module.index(),
                                module.name(),
                                pages.size(),
                                shown.size(),
                                shown.stream()
                                        .map(page -> nested.page(page, placed.on(page), media))
                                        .toList()));
                shown.forEach(page -> pages.add(page(page, module)));
            }
        }
        return new Details(
                bookId,
                modules,
                pages,
                pages.size(),
                pages.stream().mapToInt(page -> page.activities().size()).sum(),
                config.warnings());
    }

    private PageDetail page(Page page, Module module) {
        return new PageDetail(
                page.number(),
                module.name(),
                addresses.image(page, module.name()),
                placed.on(page).stream().map(this::activity).toList(),
                placed.missingOn(page),
                audio(page),
                video(page),
                fill(page));
    }

    private ActivityDetail activity(Placed one) {
        var row = one.row();
        var config = players.of(row);
        return new ActivityDetail(
                row.id(),
                row.title(),
                row.type(),
                row.section(),
                row.orderIndex(),
                config.coords(),
                config.json());
    }

    private List<AudioDetail> audio(Page page) {
        var audio = page.audio().stream().filter(one -> one.path().isPresent()).toList();
        return IntStream.range(0, audio.size())
                .mapToObj(k -> audio(page.number(), k, audio.get(k)))
                .toList();
    }

    private AudioDetail audio(int page, int k, Audio audio) {
        var box = audio.box();
        return new AudioDetail(
                "audio-%d-%d".formatted(page, k),
                addresses.media(audio.path().orElseThrow()),
                box.x(),
                box.y(),
                box.width(),
                box.height());
    }

    private List<VideoDetail> video(Page page) {
        var video = page.video().stream().filter(one -> one.path().isPresent()).toList();
        return IntStream.range(0, video.size())
                .mapToObj(k -> video(page.number(), k, video.get(k)))
                .toList();
    }

    private VideoDetail video(int page, int k, Video video) {
        var box = video.box();
        var path = video.path().orElseThrow();
        return new VideoDetail(
                "video-%d-%d".formatted(page, k),
                addresses.media(path),
                video.poster().map(addresses::media).orElse(null),
                addresses.subtitles(path),
                box.x(),
                box.y(),
                box.width(),
                box.height());
    }

    private static List<FillAnswer> fill(Page page) {
        var answers = new ArrayList<FillAnswer>();
        page.fill().forEach(fill -> add(page.number(), fill, answers));
        return answers;
    }

    private static void add(int page, Fill fill, List<FillAnswer> answers) {
        for (var answer : fill.answers()) {
            if (answer.box().isPresent() && !answer.text().isEmpty()) {
                var box = answer.box().get();
                answers.add(
                        new FillAnswer(
                                "fill-%d-%d-%d"
                                        .formatted(page, fill.sectionIndex(), answers.size()),
                                box.x(),
                                box.y(),
                                box.width(),
                                box.height(),
                                answer.text()));
            }
        }
    }
}
