package org.dreamlms.books.access.link;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.dreamlms.books.file.FilePath;
import org.dreamlms.books.http.input.Fields;
import org.dreamlms.books.http.problem.Problem.FieldError;
import org.dreamlms.books.http.problem.ProblemException;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What {@code POST /books/{id}/links} asks for.
 *
 * @param files those that can be linked
 * @param errors the paths that can't, with the reason
 * @param seconds how long the links are to be good
 */
record LinkRequest(List<Asked> files, List<FieldError> errors, long seconds) {

    /**
     * A file that can be linked.
     *
     * @param path as it was asked for
     * @param encoded what follows the book's path in a URL
     */
    record Asked(String path, String encoded) {}

    private static final int MAX_PATHS = 100;
    private static final int MAX_LENGTH = 1024;
    private static final int DEFAULT_SECONDS = 300;
    private static final Pattern PAGE_IMAGE = Pattern.compile("page-image/[0-9]{1,6}");
    private static final String ASSETS = "assets";
    private static final Set<String> ROUTES = Set.of(ASSETS, "media");
    private static final String PATHS = "paths";
    private static final String EXPIRES_IN = "expires_in";

    /** The shape of the body, for OpenAPI alone. */
    @Schema(name = "LinkRequest")
    record Shape(
            @Schema(
                            required = true,
                            description =
                                    "Up to 100: cover, assets/…, media/… or page-image/8, not encoded; a path of a file without a route is one of assets",
                            examples = "[\"cover\", \"media/audio/song 1.mp3\"]")
                    List<String> paths,
            @Schema(
                            name = EXPIRES_IN,
                            description = "For how many seconds",
                            defaultValue = "300",
                            minimum = "1")
                    Integer expiresIn) {}

    /**
     * Reads the body.
     *
     * @param maxSeconds the longest that a link may be good
     * @throws ProblemException 422 naming what is wrong, when it is not of the shape or no path is
     *     right
     */
    static LinkRequest of(JsonNode body, long maxSeconds) {
        var fields = new Fields(body);
        var paths = fields.require(PATHS).list(PATHS, MAX_PATHS);
        var seconds = fields.positive(EXPIRES_IN);
        if (seconds != null && seconds > maxSeconds) {
            fields.reject(EXPIRES_IN, "must not be greater than " + maxSeconds);
        }
        // Whoever asks for one twice gets it once.
        var files = new LinkedHashSet<Asked>();
        var errors = new ArrayList<FieldError>();
        for (int i = 0; paths != null && i < paths.size(); i++) {
            try {
                files.add(asked(paths.get(i)));
            } catch (ProblemException e) {
                errors.add(new FieldError(PATHS + "[" + i + "]", e.errors().get(0).message()));
            }
        }
        if (paths != null && paths.isEmpty()) {
            fields.reject(PATHS, "must not be empty");
        }
        if (files.isEmpty()) {
            errors.forEach(error -> fields.reject(error.field(), error.message()));
        }
        fields.refuseOthers();
        fields.check();
        return new LinkRequest(
                List.copyOf(files),
                errors,
                seconds != null ? seconds : Math.min(DEFAULT_SECONDS, maxSeconds));
    }

    private static Asked asked(JsonNode value) {
        var path = Fields.text(value, MAX_LENGTH).orElseThrow(LinkRequest::noText);
        return new Asked(path, encode(path));
    }

    private static ProblemException noText() {
        return ProblemException.badRequest(
                PATHS,
                "must be a text of at most %d characters, without half characters"
                        .formatted(MAX_LENGTH));
    }

    private static String encode(String path) {
        if (path.equals("cover") || PAGE_IMAGE.matcher(path).matches()) {
            return path;
        }
        var slash = path.indexOf('/');
        var route = slash < 0 ? path : path.substring(0, slash);
        var file = ROUTES.contains(route) ? path.substring(slash + 1) : path;
        var plain = slash < 0 && path.indexOf('.') < 0;
        if (plain || route.equals("page-image") || file.equals("presigned")) {
            throw ProblemException.badRequest(
                    PATHS, "must be cover, assets/…, media/… or page-image/ with a number");
        }
        return (route.equals("media") ? route : ASSETS) + "/" + FilePath.of(file).encoded();
    }
}
