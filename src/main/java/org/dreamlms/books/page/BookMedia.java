package org.dreamlms.books.page;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dreamlms.books.dcs.DcsListing;
import org.dreamlms.books.file.ContentTypes;

/**
 * The films of a book and the subtitles beside them.
 *
 * @param subtitles paths of all files with subtitles
 */
record BookMedia(List<Film> films, Set<String> subtitles) {

    static final BookMedia UNKNOWN = new BookMedia(List.of(), Set.of());

    /** A film; the path is relative to the book's folder. */
    record Film(String path, long size, boolean subtitled) {}

    static BookMedia of(DcsListing listing) {
        var files = listing.files();
        var subtitles =
                files.keySet().stream()
                        .filter(path -> path.toLowerCase(Locale.ROOT).matches(".*\\.(srt|vtt)"))
                        .collect(Collectors.toUnmodifiableSet());
        var films =
                files.entrySet().stream()
                        .filter(file -> ContentTypes.isVideo(file.getKey()))
                        .map(
                                file ->
                                        new Film(
                                                file.getKey(),
                                                file.getValue(),
                                                subtitlesOf(file.getKey(), subtitles).isPresent()))
                        .toList();
        return new BookMedia(films, subtitles);
    }

    /** The subtitles of a film; those that browsers understand, where there are several. */
    Optional<String> subtitlesOf(String film) {
        return subtitlesOf(film, subtitles);
    }

    private static Optional<String> subtitlesOf(String film, Set<String> subtitles) {
        var dot = film.lastIndexOf('.');
        var stem = dot < 0 ? film : film.substring(0, dot);
        return List.of(".vtt", ".srt", ".VTT", ".SRT").stream()
                .map(extension -> stem + extension)
                .filter(subtitles::contains)
                .findFirst();
    }
}
