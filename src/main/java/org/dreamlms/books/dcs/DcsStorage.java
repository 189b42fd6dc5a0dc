package org.dreamlms.books.dcs;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Function;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What DCS says about the files of a book. All of it fails with {@link DcsException} only. */
@ApplicationScoped
public class DcsStorage {

    /** For some 25,000 files. */
    static final int MAX_TREE_BYTES = 4 * 1024 * 1024;

    private final DcsApi api;
    private final DcsJson json;
    private final DcsCalls calls;
    private final DcsTurns turns;
    private final Settings settings;
    private final JsonFactory jsonFactory;
    private final ObjectReader linkReader;

    DcsStorage(
            @RestClient DcsApi api,
            DcsJson json,
            DcsCalls calls,
            DcsTurns turns,
            ObjectMapper mapper,
            Settings settings) {
        this.api = api;
        this.json = json;
        this.calls = calls;
        this.turns = turns;
        this.settings = settings;
        this.jsonFactory = mapper.getFactory();
        this.linkReader = mapper.readerFor(Presigned.class);
    }

    @RegisterForReflection
    record Presigned(String url, @JsonProperty("expires_in") int expiresIn) {

        @Override
        public String toString() {
            return "Presigned[]";
        }
    }

    /**
     * An address at which a file can be had for a while without authorization.
     *
     * @param seconds for how long, 60…86400
     * @return empty when DCS does not have the file
     */
    public Uni<Optional<DcsLink>> link(DcsFolder folder, String path, int seconds) {
        return call(
                        "presigned",
                        token ->
                                json.ask(linkOf(folder, path, seconds), token)
                                        .map(link -> checked(link, seconds)))
                .find();
    }

    /** Every file of a book; none when DCS knows no such folder. */
    public Uni<DcsListing> list(DcsFolder folder) {
        return call("tree", token -> json.ask(treeOf(folder), token))
                .find()
                .map(found -> found.orElseGet(DcsListing::empty));
    }

    private <T> DcsCall<T> call(String operation, Function<String, Uni<T>> request) {
        return turns.admit(calls.call(operation, settings.dcs().callLimit(), request).toStorage());
    }

    private DcsRequest<DcsListing> treeOf(DcsFolder folder) {
        return new DcsRequest<>(
                token -> api.tree(token, owner(folder), folder.name()),
                MAX_TREE_BYTES,
                true,
                () -> new DcsTree(jsonFactory));
    }

    private DcsRequest<Presigned> linkOf(DcsFolder folder, String path, int seconds) {
        return DcsRequest.value(
                token -> api.presigned(token, owner(folder), folder.name(), path, seconds),
                linkReader);
    }

    private String owner(DcsFolder folder) {
        return folder.owner(settings.storageKey());
    }

    private static DcsLink checked(Presigned answer, int seconds) {
        if (answer == null || !HttpUrls.isLink(answer.url())) {
            throw new DcsException.Garbage("DCS named a link that is none", null);
        }
        return new DcsLink(answer.url(), answer.expiresIn() > 0 ? answer.expiresIn() : seconds);
    }
}
