/**
 * What all routes say alike in the OpenAPI document: {@code CommonResponses} adds by rule the
 * responses that {@code CommonResponse} lists.
 */
@OpenAPIDefinition(info = @Info(title = "DCS Book Proxy", version = "1"))
package org.dreamlms.books.http.openapi;

import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
