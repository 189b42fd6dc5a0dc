package org.dreamlms.books.activity;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.dreamlms.books.http.answer.ETags;
import org.dreamlms.books.http.answer.JsonBytes;
import org.dreamlms.books.http.answer.StreamedBody;

/**
 * All activities of a book as JSON. They are read a few at a time, while the client takes those
 * before them, since their configs may be large: what is held of an answer has a bound, and so has
 * the answer.
 */
@ApplicationScoped
class BookActivities {

    /** How many bytes of configs an answer has; those for which there is no room are left out. */
    static final long MAX_CONFIG_BYTES = 16L * 1024 * 1024;

    /** How large a single config may be. */
    private static final int MAX_CONFIG = 4 * 1024 * 1024;

    /** How many activities an answer has. */
    static final int MAX_ACTIVITIES = 20_000;

    /** How many bytes are read at once; of more, a single activity. */
    private static final long PART_BYTES = 256L * 1024;

    /** What an activity takes without its config. */
    private static final int ROW_BYTES = 500;

    /** What a byte takes until it is sent: as the driver has it, as text, and as JSON. */
    private static final int FACTOR = 3;

    private final Activities activities;
    private final JsonBytes json;

    BookActivities(Activities activities, JsonBytes json) {
        this.activities = activities;
        this.json = json;
    }

    /**
     * What is known of an activity before it is read.
     *
     * @param configBytes how many bytes its config has
     * @param hash of the whole row
     */
    record Stub(UUID id, int configBytes, String hash) {}

    /** Activities that are read together. */
    private record Part(List<UUID> ids, boolean withConfig, long bytes) {}

    /**
     * An answer that has not begun.
     *
     * @param etag of all that it holds
     * @param truncated what was left out since there was too much of it; empty: nothing
     */
    record Answer(StreamedBody body, String etag, boolean empty, String truncated) {}

    /** Looks at what there is, and reads none of it. Blocks. */
    Answer of(int bookId, boolean withConfig) {
        var stubs = activities.stubs(bookId, MAX_ACTIVITIES + 1);
        var more = stubs.size() > MAX_ACTIVITIES;
        var parts = parts(more ? stubs.subList(0, MAX_ACTIVITIES) : stubs, withConfig);
        var configsLeftOut = withConfig && parts.stream().anyMatch(part -> !part.withConfig());
        long largest = parts.stream().mapToLong(Part::bytes).max().orElse(0);
        return new Answer(
                new StreamedBody(new Slices(parts)::next, largest * FACTOR),
                etag(stubs, withConfig),
                stubs.isEmpty(),
                more ? "items" : configsLeftOut ? "config_json" : "");
    }

    private static String etag(List<Stub> stubs, boolean withConfig) {
        var all = new StringBuilder(withConfig ? "config" : "none");
        stubs.forEach(stub -> all.append(stub.hash()));
        return ETags.strong(all.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static List<Part> parts(List<Stub> stubs, boolean withConfig) {
        var parts = new ArrayList<Part>();
        var part = new Part(new ArrayList<>(), withConfig, 0);
        long configs = 0;
        for (var stub : stubs) {
            var own =
                    withConfig
                            && stub.configBytes() <= MAX_CONFIG
                            && configs + stub.configBytes() <= MAX_CONFIG_BYTES;
            configs += own ? stub.configBytes() : 0;
            long bytes = ROW_BYTES + (own ? stub.configBytes() : 0);
            if (own != part.withConfig() || part.bytes() + bytes > PART_BYTES) {
                parts.add(part);
                part = new Part(new ArrayList<>(), own, 0);
            }
            part.ids().add(stub.id());
            part = new Part(part.ids(), own, part.bytes() + bytes);
        }
        parts.add(part);
        parts.removeIf(empty -> empty.ids().isEmpty());
        return parts;
    }

    /** The slices of one answer: its parts, as a JSON array. */
    private final class Slices {

        private final Iterator<Part> parts;
        private boolean first = true;
        private boolean ended;

        Slices(List<Part> parts) {
            this.parts = parts.iterator();
        }

        Future<Buffer> next() {
            if (ended) {
                return Future.succeededFuture();
            }
            if (!parts.hasNext()) {
                ended = true;
                return Future.succeededFuture(Buffer.buffer(first ? "[]" : "]"));
            }
            var part = parts.next();
            return Future.fromCompletionStage(
                    CompletableFuture.supplyAsync(
                            () -> read(part), Infrastructure.getDefaultWorkerPool()));
        }

        private Buffer read(Part part) {
            var views =
                    activities.all(part.ids(), part.withConfig()).stream()
                            .map(row -> ActivityView.inList(row, part.withConfig()))
                            .toList();
            var slice = Buffer.buffer();
            for (var view : views) {
                slice.appendString(first ? "[" : ",").appendBytes(json.of(view).bytes());
                first = false;
            }
            return slice;
        }
    }
}
