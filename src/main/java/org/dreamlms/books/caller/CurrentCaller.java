package org.dreamlms.books.caller;

import org.dreamlms.books.http.problem.ProblemException;

/** Says who sends the request that is being answered, from any thread of it. */
public interface CurrentCaller {

    /**
     * The caller.
     *
     * @throws ProblemException 401 when nobody has been asked for a token
     */
    Caller get();

    /**
     * Which books the caller may know of.
     *
     * @throws ProblemException 401 when nobody has been asked for a token
     */
    BookVisibility books();
}
