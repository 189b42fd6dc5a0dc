package org.dreamlms.books.file;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.dreamlms.books.dcs.file.ContentRange;
import org.dreamlms.books.http.answer.CachePolicy;
import org.dreamlms.books.http.answer.Validators;
import org.dreamlms.books.http.problem.ProblemException;
import org.dreamlms.books.http.problem.Problems;

/** Puts together the answers for files: the same headers wherever the bytes come from. */
public final class FileAnswers {

    /** Drawings may hold scripts; nothing in a file of a book may run in our name. */
    static final String SANDBOX = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

    private FileAnswers() {}

    /** 200, or 206 for a part, with these bytes to come. */
    static Response.ResponseBuilder content(
            String type,
            String fileName,
            Optional<String> etag,
            Optional<ContentRange> part,
            long length) {
        var answer = Response.status(part.isPresent() ? 206 : 200);
        part.ifPresent(range -> answer.header("Content-Range", range.header()));
        if (length >= 0) {
            answer.header(HttpHeaders.CONTENT_LENGTH, length);
        }
        answer.header(HttpHeaders.CONTENT_TYPE, type)
                .header("Accept-Ranges", "bytes")
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CONTENT_DISPOSITION, disposition(type, fileName));
        if (mayHoldScripts(type)) {
            answer.header("Content-Security-Policy", SANDBOX);
        }
        return validators(answer, etag);
    }

    static String disposition(String type, String fileName) {
        return type.equals(ContentTypes.UNKNOWN)
                ? Disposition.attachment(fileName)
                : Disposition.inline(fileName);
    }

    static boolean mayHoldScripts(String type) {
        return type.startsWith("image/svg");
    }

    /** 304: the client has it. */
    static Response.ResponseBuilder unchanged(Optional<String> etag) {
        return validators(Response.notModified(), etag);
    }

    /** 416, which says how large the file is. */
    static Response.ResponseBuilder unsatisfiable(long size, HttpServerRequest request) {
        return Problems.answer(416, "The file has nothing of what Range names", List.of(), request)
                .header("Content-Range", ContentRange.unsatisfied(size))
                .header("Accept-Ranges", "bytes");
    }

    /** The 404 to throw for a file. */
    public static ProblemException missing(String what) {
        return ProblemException.of(Response.Status.NOT_FOUND, what + " not found in DCS");
    }

    static Response.ResponseBuilder status(Response.ResponseBuilder answer, String cacheStatus) {
        return answer.header(Validators.CACHE_STATUS, cacheStatus);
    }

    private static Response.ResponseBuilder validators(
            Response.ResponseBuilder answer, Optional<String> etag) {
        return new Validators(CachePolicy.ASK_FOR_FILE, etag.orElse(null), null).addTo(answer);
    }
}
