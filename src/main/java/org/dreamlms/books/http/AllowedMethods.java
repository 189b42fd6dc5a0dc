package org.dreamlms.books.http;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.util.RuntimeResourceVisitor;

/**
 * Which methods a path answers: RFC 9110 (15.5.6) wants them in {@code Allow}, and the framework
 * leaves them out.
 */
public final class AllowedMethods {

    private static final Pattern PARAMETER = Pattern.compile("\\{[^}]*}");

    private AllowedMethods() {}

    /** What the framework says to OPTIONS is what all paths of a resource answer together. */
    static final class OfOptions {

        @ServerResponseFilter
        void correct(ContainerRequestContext request, ContainerResponseContext response) {
            if (request.getMethod().equals("OPTIONS") && response.getStatus() < 300) {
                response.getHeaders().putSingle("Allow", of(request.getUriInfo().getPath()));
            }
        }
    }

    /** The field value for the path, within the request that is being answered. */
    public static String of(String path) {
        var methods = new TreeSet<String>();
        var deployment = CurrentRequestManager.get().getDeployment();
        RuntimeResourceVisitor.visitRuntimeResources(
                deployment.getPrefix(),
                deployment.getClassMappers(),
                new RuntimeResourceVisitor() {
                    @Override
                    public void visitRuntimeResource(
                            String method, String template, RuntimeResource resource) {
                        if (method != null && matches(template, path)) {
                            methods.add(method);
                        }
                    }
                });
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        methods.add("OPTIONS");
        return String.join(", ", methods);
    }

    private static boolean matches(String template, String path) {
        var regex = new StringBuilder();
        var matcher = PARAMETER.matcher(template);
        int from = 0;
        while (matcher.find()) {
            regex.append(Pattern.quote(template.substring(from, matcher.start())));
            regex.append(matcher.group().contains(":") ? ".+" : "[^/]+");
            from = matcher.end();
        }
        regex.append(Pattern.quote(template.substring(from))).append("/?");
        return path.matches(regex.toString());
    }
}
