package org.dreamlms.books.standin;

import java.util.Map;

/**
 * A request that the stand-in received.
 *
 * @param operation what it asked for, see {@link StandInDcs#calls(String)}
 * @param method the HTTP method
 * @param uri path and query as sent
 * @param headers by lower-case name, the last value of each
 */
public record RecordedRequest(
        String operation, String method, String uri, Map<String, String> headers) {}
