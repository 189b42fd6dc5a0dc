package org.dreamlms.books.page;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.dreamlms.books.dcs.DcsFolder;
import org.dreamlms.books.file.BookFolders;
import org.dreamlms.books.file.ImageCache;
import org.dreamlms.books.replica.Invalidation;

/**
 * Marks what memory holds of the files of a book as stale when the book has changed. Files are
 * known by the folder that the book itself names: of a book that has left memory they live out
 * their time.
 */
@ApplicationScoped
class FileInvalidation {

    private final BookFolders folders;
    private final BookConfigs configs;
    private final BookMediaCache media;
    private final ImageCache images;

    FileInvalidation(
            BookFolders folders, BookConfigs configs, BookMediaCache media, ImageCache images) {
        this.folders = folders;
        this.configs = configs;
        this.media = media;
        this.images = images;
    }

    void invalidate(@Observes Invalidation invalidation) {
        Runnable effect =
                switch (invalidation.subject()) {
                    case BOOK ->
                            () ->
                                    folders.remembered(invalidation.id())
                                            .ifPresent(this::invalidateFiles);
                    case PUBLISHER -> () -> images.invalidateLogo(invalidation.id());
                    case EVERYTHING -> this::invalidateAll;
                    // Files are the same for everybody.
                    case RIGHTS, STUDENT_RIGHTS -> () -> {};
                };
        effect.run();
    }

    private void invalidateFiles(DcsFolder folder) {
        configs.invalidate(folder);
        media.invalidate(folder);
        images.invalidate(folder);
    }

    private void invalidateAll() {
        configs.invalidateAll();
        media.invalidateAll();
        images.invalidateAll();
    }
}
