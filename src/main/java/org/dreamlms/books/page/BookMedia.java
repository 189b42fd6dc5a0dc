package org.dreamlms.books.page;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dreamlms.books.dcs.DcsListing;
import org.dreamlms.books.file.ContentTypes;

/**
 * The films of a book and the subtitles beside them.
 *
 * @param films by path
 * @param subtitles paths of all files with subtitles
 */
record BookMedia(Map<String, Film> films, Set<String> subtitles) {

    static final BookMedia UNKNOWN = new BookMedia(Map.of(), Set.of());

    private static final String SUBTITLES = ".srt";

    /**
     * A film.
     *
     * @param path relative to the book's folder
     * @param size bytes, at least 1
     * @param subtitled whether there is an .srt file of its name, which is what players ask for
     */
    /** Some bytes that it takes. */
    long weight() {
        return 100
                + films.values().stream().mapToLong(film -> 150 + film.path().length()).sum()
                + subtitles.stream().mapToLong(path -> 100 + path.length()).sum();
    }

    record Film(String path, long size, boolean subtitled) {}

    static BookMedia of(DcsListing listing) {
        var files = listing.files();
        var subtitles =
                files.keySet().stream()
                        .filter(path -> path.toLowerCase(Locale.ROOT).matches(".*\\.(srt|vtt)"))
                        .collect(Collectors.toUnmodifiableSet());
        var films = new HashMap<String, Film>();
        files.forEach(
                (path, size) -> {
                    if (ContentTypes.isVideo(path) && size > 0) {
                        films.put(path, new Film(path, size, subtitles.contains(srt(path))));
                    }
                });
        return new BookMedia(Map.copyOf(films), subtitles);
    }

    /** A film that DCS has; empty when it has none of this path, or one of no size. */
    Optional<Film> film(String path) {
        return Optional.ofNullable(films.get(path));
    }

    /** The subtitles of a film; those that browsers understand, where there are several. */
    Optional<String> subtitlesOf(String film) {
        var stem = stem(film);
        return List.of(".vtt", SUBTITLES, ".VTT", ".SRT").stream()
                .map(extension -> stem + extension)
                .filter(subtitles::contains)
                .findFirst();
    }

    private static String srt(String film) {
        return stem(film) + SUBTITLES;
    }

    private static String stem(String film) {
        var dot = film.lastIndexOf('.');
        return dot < 0 ? film : film.substring(0, dot);
    }
}
