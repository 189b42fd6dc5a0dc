package org.dreamlms.books.api;

/** Says who sends the request that is being answered. */
public interface CurrentCaller {

    /**
     * The caller, {@link Caller#NOBODY} when the request says nothing of one. May ask the database:
     * to be called from worker threads only.
     *
     * @throws ProblemException 401 when what the request says can't be trusted, 403 when the user
     *     is not active
     */
    Caller get();
}
