/**
 * What all routes say alike in the OpenAPI document: {@code CommonResponses} adds by rule the
 * responses that {@code CommonResponse} lists and the headers of {@code CommonHeader}, {@code
 * ResponseSchemas} says what is always there, {@code DemoExamples} has requests to try out.
 */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "DCS Book Proxy",
                        version = "1",
                        contact = @Contact(name = "The DCS Book Proxy authors"),
                        license =
                                @License(
                                        name = "Apache-2.0",
                                        url = "https://www.apache.org/licenses/LICENSE-2.0.txt")),
        servers = {
            @Server(url = "/", description = "The service itself"),
            @Server(url = "/api/v1", description = "Behind the LMS's address")
        },
        tags = {
            @Tag(name = "Books", description = "The books of DCS, from memory where possible"),
            @Tag(name = "Pages", description = "What the config.json of a book says of its pages"),
            @Tag(name = "Files", description = "The files of books, and links to them"),
            @Tag(name = "Publishers", description = "The publishers of books"),
            @Tag(name = "Activities", description = "The activities of books, as rows"),
            @Tag(name = "Assignments", description = "Work that teachers give to students"),
            @Tag(
                    name = "Book assignments",
                    description = "Which school or teacher may use which book"),
            @Tag(name = "Webhooks", description = "What DCS tells the service")
        })
package org.dreamlms.books.http.openapi;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Contact;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
