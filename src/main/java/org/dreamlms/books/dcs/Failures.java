package org.dreamlms.books.dcs;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import org.dreamlms.books.dcs.DcsHealth.Outcome;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

/** What a failed call means: whether it is worth repeating, and what to tell operators. */
final class Failures {

    private Failures() {}

    /** The kind of failure; {@code null} is success. */
    static Outcome outcome(Throwable failure) {
        if (failure == null) {
            return Outcome.SUCCESS;
        }
        if (failure instanceof DcsStatusException status) {
            return ofStatus(status);
        }
        if (failure instanceof DcsException.Refused) {
            return Outcome.REFUSED;
        }
        if (failure instanceof DcsException.Garbage) {
            return Outcome.GARBAGE;
        }
        if (untrusted(failure) != null) {
            return Outcome.UNTRUSTED;
        }
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TimeoutException) {
                return Outcome.TIMEOUT;
            }
            if (cause instanceof JsonProcessingException) {
                return Outcome.GARBAGE;
            }
            if (cause instanceof IOException) {
                return Outcome.IO_ERROR;
            }
        }
        // An answer that no reader could make sense of (its type is not JSON, say) has no cause
        // behind it.
        return failure instanceof WebApplicationException
                        || failure instanceof ProcessingException && failure.getCause() == null
                ? Outcome.GARBAGE
                : Outcome.IO_ERROR;
    }

    /** The failure in our own terms. */
    static DcsException translate(Throwable failure) {
        if (failure instanceof DcsException ours) {
            return ours;
        }
        if (failure instanceof CircuitBreakerOpenException) {
            return new DcsException.Unavailable("DCS has been failing and is left alone", failure);
        }
        return switch (outcome(failure)) {
            case REFUSED ->
                    new DcsException.Refused(
                            "DCS refused our credentials (" + failure.getMessage() + ")");
            case UNTRUSTED -> new DcsException.Untrusted(untrusted(failure));
            case GARBAGE, NOT_FOUND, SUCCESS ->
                    new DcsException.Garbage("DCS answered garbage: " + failure, failure);
            case TIMEOUT, IO_ERROR, SERVER_ERROR, FILE_ERROR ->
                    new DcsException.Unavailable("DCS did not answer: " + failure, failure);
        };
    }

    /** What is wrong with a certificate, deep in an exception of the handshake; or null. */
    private static CertificateException untrusted(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException certificate) {
                return certificate;
            }
        }
        return null;
    }

    private static Outcome ofStatus(DcsStatusException failure) {
        if (failure.status() == 404) {
            return Outcome.NOT_FOUND;
        }
        if (failure.unauthorized()) {
            return Outcome.REFUSED;
        }
        if (failure.crashedOnFile()) {
            return Outcome.FILE_ERROR;
        }
        return failure.status() >= 500 ? Outcome.SERVER_ERROR : Outcome.GARBAGE;
    }
}
