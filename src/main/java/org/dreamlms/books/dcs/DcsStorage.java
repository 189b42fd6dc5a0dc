package org.dreamlms.books.dcs;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.dreamlms.books.Settings;
import org.eclipse.microprofile.rest.client.inject.RestClient;

/** What DCS says about the files of a book. All of it fails with {@link DcsException} only. */
@ApplicationScoped
public class DcsStorage {

    private final DcsStorageApi api;
    private final DcsCalls calls;
    private final Settings settings;

    DcsStorage(@RestClient DcsStorageApi api, DcsCalls calls, Settings settings) {
        this.api = api;
        this.calls = calls;
        this.settings = settings;
    }

    /**
     * An address at which a file can be had for a while without authorization.
     *
     * @param seconds for how long, 60…86400
     * @return empty when DCS does not have the file
     */
    public Uni<Optional<DcsLink>> link(DcsFolder folder, String path, int seconds) {
        return calls.findStored(
                "presigned",
                settings.dcs().callLimit(),
                token ->
                        api.presigned(token, owner(folder), folder.name(), path, seconds)
                                .map(link -> checked(link, seconds)));
    }

    /** Every file of a book; none when DCS knows no such folder. */
    public Uni<DcsListing> list(DcsFolder folder) {
        return calls.findStored(
                        "tree",
                        settings.dcs().callLimit(),
                        token -> api.tree(token, owner(folder), folder.name()).map(DcsListing::of))
                .map(found -> found.orElseGet(DcsListing::empty));
    }

    private String owner(DcsFolder folder) {
        return folder.owner(settings.storageKey());
    }

    private static DcsLink checked(DcsStorageApi.Presigned answer, int seconds) {
        if (answer == null || !HttpUrls.isLink(answer.url())) {
            throw new DcsException.Garbage("DCS named a link that is none", null);
        }
        return new DcsLink(answer.url(), answer.expiresIn() > 0 ? answer.expiresIn() : seconds);
    }
}
