/** What every resource shares: problems, pages, ids, who calls, the description of the API. */
@OpenAPIDefinition(
        info = @Info(title = "DCS Book Proxy", version = "1"),
        components =
                @Components(
                        responses = {
                            @APIResponse(
                                    name = ApiDocument.BAD_REQUEST,
                                    description =
                                            "A path or query parameter, or the JSON, is malformed"),
                            @APIResponse(
                                    name = ApiDocument.UNAUTHORIZED,
                                    description = "No token was sent, or it is not good"),
                            @APIResponse(
                                    name = ApiDocument.FORBIDDEN,
                                    description = "This is not for the role of the caller"),
                            @APIResponse(
                                    name = ApiDocument.TOO_MANY,
                                    description =
                                            "Too many requests of this caller; see Retry-After"),
                            @APIResponse(
                                    name = ApiDocument.NOT_FOUND,
                                    description = "There is no such thing"),
                            @APIResponse(
                                    name = ApiDocument.CONFLICT,
                                    description = "It is there already, or in use"),
                            @APIResponse(
                                    name = ApiDocument.STALE,
                                    description =
                                            "If-Match names another state than the present one"),
                            @APIResponse(
                                    name = ApiDocument.UNPROCESSABLE,
                                    description = "The fields at fault are listed"),
                            @APIResponse(
                                    name = ApiDocument.BAD_GATEWAY,
                                    description =
                                            "DCS refuses this service's credentials or answers"
                                                    + " garbage"),
                            @APIResponse(
                                    name = ApiDocument.UNAVAILABLE,
                                    description =
                                            "The database, or DCS where it has to be asked, can't"
                                                    + " be reached; see Retry-After")
                        }))
package org.dreamlms.books.http.openapi;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
