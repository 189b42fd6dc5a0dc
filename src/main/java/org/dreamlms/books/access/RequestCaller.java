package org.dreamlms.books.access;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.UUID;
import org.dreamlms.books.api.Caller;
import org.dreamlms.books.api.CurrentCaller;
import org.dreamlms.books.api.ProblemException;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Who sends the request, from its token and the tables of the LMS. A request without a token is
 * nobody's; with one that is not good it ends here.
 */
@RequestScoped
public class RequestCaller implements CurrentCaller {

    private static final String SCHEME = "bearer";

    private final LmsTokens tokens;
    private final LmsUsers users;
    private UUID userId;
    private Caller caller;

    RequestCaller(LmsTokens tokens, LmsUsers users) {
        this.tokens = tokens;
        this.users = users;
    }

    /** Verifies the token, which needs no database, before anything is done. */
    @ServerRequestFilter
    public void verify(@Context HttpServerRequest request) {
        var authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (tokens.readable() && isBearer(authorization)) {
            userId = tokens.user(authorization.substring(SCHEME.length()).strip());
        }
    }

    @Override
    public Caller get() {
        if (caller == null) {
            caller = userId == null ? Caller.NOBODY : lookUp();
        }
        return caller;
    }

    private static boolean isBearer(String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && (authorization.length() == SCHEME.length()
                        || authorization.charAt(SCHEME.length()) == ' ');
    }

    private Caller lookUp() {
        var user =
                users.find(userId)
                        .orElseThrow(
                                () ->
                                        ProblemException.unauthorized(
                                                "The token is not good: nobody knows its user"));
        if (!user.active()) {
            throw ProblemException.forbidden("This user is not active");
        }
        return user.caller();
    }
}
