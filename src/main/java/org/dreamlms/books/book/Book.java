package org.dreamlms.books.book;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.dreamlms.books.caller.BookVisibility;
import org.dreamlms.books.dcs.DcsBook;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A book as clients see it.
 *
 * @param id the id of the book in DCS, 1…2147483647
 * @param title the title for display: the book's title, or its name where DCS has none
 * @param coverImageUrl the path of the cover on this service
 * @param activityCount 0 when DCS does not say
 * @param activityDetails how many activities there are of each type; whatever in it is not an
 *     integer is left out
 * @param dreamStorageId the id as a string, for old clients
 * @param totalSize bytes, null when DCS does not say
 */
@RegisterForReflection
@JsonNaming(SnakeCaseStrategy.class)
@Schema(description = "A book of Dream Central Storage")
public record Book(
        @Schema(required = true, examples = "4") int id,
        @Schema(required = true, examples = "BRAINS") String title,
        @Schema(required = true, examples = "BRAINS") String bookName,
        @Schema(
                        examples = "1",
                        description =
                                "Always there, but for students where operators have it left out")
                int publisherId,
        @Schema(required = true, examples = "Universal ELT") String publisherName,
        @Schema(required = true, examples = "en") String language,
        @Schema(nullable = true, examples = "english") String category,
        @Schema(
                        required = true,
                        enumeration = {"draft", "published", "archived"})
                String status,
        @Schema(required = true, examples = "/books/4/cover") String coverImageUrl,
        @Schema(required = true, examples = "53") int activityCount,
        @Schema(required = true, examples = "{\"circle\":9}") Map<String, Long> activityDetails,
        @Schema(required = true, examples = "4") String dreamStorageId,
        @Schema(nullable = true, examples = "753253") Long totalSize,
        @Schema(nullable = true) Instant createdAt,
        @Schema(nullable = true) Instant updatedAt) {

    /** There are a dozen; DCS does not check what it is told. */
    private static final int MAX_TYPES = 100;

    public static Book of(DcsBook book, String publicPath) {
        return new Book(
                book.id(),
                book.bookTitle() == null || book.bookTitle().isBlank()
                        ? book.bookName()
                        : book.bookTitle(),
                book.bookName(),
                book.publisherId(),
                book.publisher(),
                book.language(),
                book.category(),
                book.status(),
                publicPath + "/books/" + book.id() + "/cover",
                book.activityCount() == null ? 0 : book.activityCount(),
                integersOf(book.activityDetails()),
                Integer.toString(book.id()),
                book.totalSize(),
                book.createdAt(),
                book.updatedAt());
    }

    /** Whether the caller may know of it. */
    public boolean seenBy(BookVisibility caller) {
        return caller.sees(id, published(), publisherId);
    }

    /** Whether the publisher has released it. */
    @JsonIgnore
    public boolean published() {
        return DcsBook.PUBLISHED.equals(status);
    }

    /** Whether nothing new may be built on the book; DCS leaves it out of lists. */
    @JsonIgnore
    public boolean archived() {
        return DcsBook.ARCHIVED.equals(status);
    }

    private static Map<String, Long> integersOf(JsonNode details) {
        var integers = new TreeMap<String, Long>();
        if (details != null && details.isObject()) {
            details.properties()
                    .forEach(
                            entry -> {
                                var value = entry.getValue();
                                if (value.isIntegralNumber()
                                        && value.canConvertToLong()
                                        && integers.size() < MAX_TYPES) {
                                    integers.put(entry.getKey(), value.longValue());
                                }
                            });
        }
        return integers;
    }
}
