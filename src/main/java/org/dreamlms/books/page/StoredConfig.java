package org.dreamlms.books.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dreamlms.books.http.answer.ETags;

/** A config.json in memory: as it is, what it says, and the answers made of it so far. */
public final class StoredConfig {

    /** Beside the file itself: its activities once more, and the answers. */
    private static final int WEIGHT_FACTOR = 4;

    /** What an object takes beside its texts. */
    private static final int WEIGHT_OF_OBJECT = 150;

    private final Json file;
    private final Optional<String> dcsTag;
    private final BookConfig config;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /**
     * @param dcsTag the entity tag of the object in DCS
     */
    StoredConfig(byte[] file, Optional<String> dcsTag, BookConfig config) {
        this.file = Json.of(file);
        this.dcsTag = dcsTag;
        this.config = config;
    }

    /** JSON as it is sent, with its entity tag. */
    public record Json(byte[] bytes, String etag) {

        public static Json of(byte[] bytes) {
            return new Json(bytes, ETags.strong(bytes));
        }

        public static Json of(Object value, ObjectMapper mapper) {
            try {
                return of(mapper.writeValueAsBytes(value));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("an answer could not be written as JSON", e);
            }
        }
    }

    /** An answer, with all that it was made of beside the config. */
    private record Answer(Object madeOf, Json json) {}

    Json file() {
        return file;
    }

    Optional<String> dcsTag() {
        return dcsTag;
    }

    BookConfig config() {
        return config;
    }

    long weight() {
        return weight(file.bytes().length, config.size());
    }

    /** The bytes that a file of so many bytes and objects takes. */
    static long weight(long bytes, long objects) {
        return WEIGHT_FACTOR * bytes + WEIGHT_OF_OBJECT * objects;
    }

    /**
     * The answer of this name, made when it is first asked for, and made anew when it is to be made
     * of something else. Of each name one is kept.
     *
     * @param madeOf what the answer depends on beside this config
     */
    Json answer(String name, Object madeOf, Supplier<Json> maker) {
        return answers.compute(
                        name,
                        (same, known) ->
                                known != null && known.madeOf().equals(madeOf)
                                        ? known
                                        : new Answer(madeOf, maker.get()))
                .json();
    }
}
