package org.dreamlms.books.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the config.json of a book says, as far as it makes sense. Paths are relative to the book's
 * folder.
 *
 * @param warnings what did not make sense, in words for the book's editors
 * @param complete whether nothing was left out for its size alone
 */
public record BookConfig(List<Module> modules, List<String> warnings, boolean complete) {

    /** How many objects it is made of, for their weight. */
    long size() {
        return modules.stream()
                .mapToLong(module -> 1 + module.pages().stream().mapToLong(Page::size).sum())
                .sum();
    }

    /** Every activity, in no order but that of the file. */
    public Stream<Activity> activities() {
        return modules.stream()
                .flatMap(module -> module.pages().stream())
                .flatMap(page -> page.activities().stream());
    }

    /**
     * The pages with this number.
     *
     * @param moduleName only in this module; empty: in all
     */
    Stream<Page> pages(int number, Optional<String> moduleName) {
        return modules.stream()
                .filter(module -> moduleName.map(module.name()::equals).orElse(true))
                .flatMap(module -> module.pages().stream())
                .filter(page -> page.number() == number);
    }

    /** The image of the first page with this number that has one. */
    Optional<String> image(int number, Optional<String> moduleName) {
        return pages(number, moduleName).flatMap(page -> page.image().stream()).findFirst();
    }

    /**
     * A part of a book.
     *
     * @param index its place among the modules, from 0
     * @param name not unique
     */
    public record Module(int index, String name, List<Page> pages) {}

    /**
     * A page.
     *
     * @param number as printed; unique in its module at best
     * @param numbered whether config.json says the number; else it is taken from the page before
     */
    public record Page(
            int number,
            boolean numbered,
            Optional<String> image,
            List<Activity> activities,
            List<Audio> audio,
            List<Video> video,
            List<Fill> fill) {

        private long size() {
            return 1L
                    + activities.size()
                    + audio.size()
                    + video.size()
                    + fill.stream().mapToLong(gaps -> 1L + gaps.answers().size()).sum();
        }

        Page inModule(int index, String name) {
            return new Page(
                    number,
                    numbered,
                    image,
                    activities.stream().map(activity -> activity.inModule(index, name)).toList(),
                    List.copyOf(audio),
                    List.copyOf(video),
                    List.copyOf(fill));
        }
    }

    /**
     * An activity.
     *
     * @param sectionIndex its place among all sections of its page, from 0
     * @param title the heading; made from the type where there is none
     * @param dreamId the id that the activity has in config.json
     * @param json the activity's own object with the sound beside it, as text, for the player
     * @param audio the path of the sound that goes with it
     */
    public record Activity(
            int moduleIndex,
            String moduleName,
            int pageNumber,
            int sectionIndex,
            String type,
            String title,
            Optional<String> dreamId,
            String json,
            Optional<Coords> coords,
            Optional<String> audio) {

        /** Where the activity stands in the book. */
        public int orderIndex() {
            return moduleIndex * 1000 + pageNumber * 10 + sectionIndex;
        }

        Activity inModule(int index, String name) {
            return new Activity(
                    index,
                    name,
                    pageNumber,
                    sectionIndex,
                    type,
                    title,
                    dreamId,
                    json,
                    coords,
                    audio);
        }
    }

    /**
     * A sound to be played from the page.
     *
     * @param box where its button is
     */
    public record Audio(
            int sectionIndex, Optional<String> path, Optional<Coords> coords, Box box) {}

    /**
     * A film to be played from the page.
     *
     * @param title the section's own name for it
     * @param box where its button is
     */
    public record Video(
            int sectionIndex,
            Optional<String> path,
            Optional<String> title,
            Optional<String> poster,
            Optional<Coords> coords,
            Box box) {}

    /** Gaps on the page, with what belongs into them. */
    public record Fill(int sectionIndex, List<Answer> answers) {}

    /**
     * What belongs into a gap.
     *
     * @param box where the gap is; empty when config.json does not say it at all
     */
    public record Answer(String text, Optional<Coords> coords, Optional<Box> box) {}
}
