package org.dreamlms.books.page;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.dreamlms.books.http.answer.TaggedJson;

/** A config.json in memory: as it is, what it says, and the answers made of it so far. */
public final class StoredConfig {

    /** Beside the file itself: its activities once more, and the answers. */
    private static final int WEIGHT_FACTOR = 4;

    /** What an object takes beside its texts: some 150 bytes itself, the rest in answers. */
    private static final int WEIGHT_OF_OBJECT = 1_200;

    /** What an object may take in a single answer that is remembered. */
    private static final int ANSWER_OF_OBJECT = 1_000;

    private final TaggedJson file;
    private final Optional<String> dcsTag;
    private final BookConfig config;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    /**
     * @param dcsTag the entity tag of the object in DCS
     */
    StoredConfig(byte[] file, Optional<String> dcsTag, BookConfig config) {
        this.file = TaggedJson.of(file);
        this.dcsTag = dcsTag;
        this.config = config;
    }

    /** An answer, with all that it was made of beside the config. */
    private record Answer(Object madeOf, TaggedJson json) {}

    TaggedJson file() {
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
     * The answer of this name, made when it is first asked for, and again when it is to be made of
     * something else. Of each name one is kept, unless it is larger than this config can account
     * for: rows that the config does not know may be many.
     *
     * @param madeOf what the answer depends on beside this config
     */
    TaggedJson answer(String name, Object madeOf, Supplier<TaggedJson> maker) {
        var made = new TaggedJson[1];
        answers.compute(
                name,
                (same, known) -> {
                    if (known != null && known.madeOf().equals(madeOf)) {
                        made[0] = known.json();
                        return known;
                    }
                    made[0] = maker.get();
                    return isSmall(made[0]) ? new Answer(madeOf, made[0]) : null;
                });
        return made[0];
    }

    private boolean isSmall(TaggedJson answer) {
        return answer.bytes().length
                <= file.bytes().length + ANSWER_OF_OBJECT * (10 + config.size());
    }
}
