package org.dreamlms.books.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPPathMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteMatch;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteRule;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.dreamlms.books.RestRoutes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests come here, and which stay the LMS's, by the Ingress and by the HTTPRoute. */
class IngressTest {

    private static final Path ASSIGNMENTS = Manifests.ROOT.resolve("components/assignments");
    private static final String UUID = "11111111-1111-1111-1111-111111111111";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/books",
                "/books/",
                "/books/4",
                "/books/batch",
                "/books/00000000-0000-0000-0000-000000000004",
                "/books/4/cover",
                "/books/4/activities",
                "/books/00000000-0000-0000-0000-000000000004/cover",
                "/books/4/assets/images/HB/bundle/1.png",
                "/publishers/1",
                "/publishers/1/logo",
                "/activities/11111111-1111-1111-1111-111111111111",
                "/book-assignments",
                "/book-assignments/",
                "/book-assignments/book/4",
                "/teachers/11111111-1111-1111-1111-111111111111/books",
                "/webhooks/dream-storage"
            })
    void ours(String path) throws IOException {
        assertThat(byIngress("/api/v1" + path)).isTrue();
        assertThat(byGateway("/api/v1" + path)).isTrue();
    }

    /** Whoever has its component retires the LMS's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assignments",
                "/assignments/",
                "/assignments/bulk",
                "/assignments/11111111-1111-1111-1111-11111111aaff",
                "/assignments/11111111-1111-1111-1111-11111111AAFF",
                "/assignments/11111111-1111-1111-1111-111111111111/for-edit",
                "/assignments/11111111-1111-1111-1111-111111111111/preview",
                "/assignments/activities/11111111-1111-1111-1111-111111111111/preview"
            })
    void assignmentsAreTheLmssUnlessTheirComponentIsThere(String path) throws IOException {
        assertThat(byIngress("/api/v1" + path)).isFalse();
        assertThat(byGateway("/api/v1" + path)).isFalse();
        assertThat(byIngress("/api/v1" + path, ASSIGNMENTS)).isTrue();
        assertThat(byGateway("/api/v1" + path, ASSIGNMENTS)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/login/access-token",
                "/bookshelf",
                "/books/4/bundle",
                "/books/4/bundle/status",
                "/books/4/bundles",
                "/books/4/coverage",
                "/publishers",
                "/publishers/new",
                "/publishers/11111111-1111-1111-1111-111111111111",
                "/publishers/1/users",
                "/teachers",
                "/teachers/11111111-1111-1111-1111-111111111111/classes",
                "/webhooks/other",
                "/activitieslist",
                "/assignmentsx",
                "/assignments/calendar",
                "/assignments/pending-reviews",
                "/assignments/admin/all",
                "/assignments/11111111-1111-1111-1111-111111111111/start-multi",
                "/assignments/11111111-1111-1111-1111-111111111111/analytics",
                "/assignments/11111111-1111-1111-1111-111111111111/save-progress",
                "/assignments/11111111-1111-1111-1111-111111111111/materials/1/download",
                "/publishers/me/profile",
                "/teachers/me/stats",
                "/teachers/materials",
                "/teachers/me/books",
                "/teachers/materials/books",
                "/assignments/11111111-1111-1111-1111-111111111111/start",
                "/assignments/11111111-1111-1111-1111-111111111111/submit",
                "/assignments/11111111-1111-1111-1111-111111111111/students/1"
            })
    void theLmss(String path) throws IOException {
        assertThat(byIngress("/api/v1" + path, ASSIGNMENTS)).isFalse();
        assertThat(byGateway("/api/v1" + path, ASSIGNMENTS)).isFalse();
    }

    /** A route that is new must not be forgotten there. */
    @Test
    void everyRouteOfTheServiceComesHere() throws IOException {
        var routes = RestRoutes.all();
        // Where a book's old id leads to within the service.
        routes.removeIf(route -> route.startsWith("/legacy-book-links/"));
        assertThat(routes).hasSizeGreaterThan(20);
        for (var route : routes) {
            var path = route.replaceAll("\\{[^}:]+:[^}]+}", "a/b.png");
            var id = path.startsWith("/books") || path.startsWith("/publishers") ? "4" : UUID;
            var example = "/api/v1" + path.replaceAll("\\{[^}]+}", id);
            assertThat(byIngress(example, ASSIGNMENTS)).as(route).isTrue();
            assertThat(byGateway(example, ASSIGNMENTS)).as(route).isTrue();
            var always = !path.startsWith("/assignments");
            assertThat(byIngress(example)).as(route).isEqualTo(always);
            assertThat(byGateway(example)).as(route).isEqualTo(always);
        }
    }

    /** The paths are for nginx's library of regular expressions and are easy to read. */
    @Test
    void noPathLooksAhead() throws IOException {
        var spec = rendered(Ingress.class, "ingress", ASSIGNMENTS).getSpec();
        assertThat(spec.getRules())
                .flatMap(rule -> rule.getHttp().getPaths())
                .allMatch(path -> !path.getPath().contains("(?") && path.getPath().endsWith("$"));
        assertThat(spec.getTls()).hasSize(1);
        assertThat(spec.getTls().get(0).getHosts())
                .isEqualTo(spec.getRules().stream().map(IngressRule::getHost).toList());
    }

    /**
     * Controllers differ in which end they fix by themselves, and NGINX Gateway Fabric takes only
     * what begins with a slash and has neither braces nor semicolons; the API bounds the numbers.
     */
    @Test
    void expressionsOfTheGatewayAreForAllControllers() throws IOException {
        var rules = rendered(HTTPRoute.class, "gateway", ASSIGNMENTS).getSpec().getRules();
        assertThat(rules).hasSizeLessThanOrEqualTo(16);
        assertThat(rules)
                .allMatch(rule -> rule.getMatches().size() <= 64)
                .flatMap(HTTPRouteRule::getMatches)
                .extracting(HTTPRouteMatch::getPath)
                .filteredOn(path -> path.getType().equals("RegularExpression"))
                .extracting(HTTPPathMatch::getValue)
                .allMatch(value -> value.matches("/api/v1/[^\\s{};]*\\$") && !value.contains("(?"));
    }

    /** As ingress-nginx does, which looks at the path's begin and ignores case. */
    private static boolean byIngress(String path, Path... components) throws IOException {
        return rendered(Ingress.class, "ingress", components).getSpec().getRules().stream()
                .flatMap(rule -> rule.getHttp().getPaths().stream())
                .anyMatch(
                        p ->
                                Pattern.compile(p.getPath(), Pattern.CASE_INSENSITIVE)
                                        .matcher(path)
                                        .lookingAt());
    }

    private static boolean byGateway(String path, Path... components) throws IOException {
        return rendered(HTTPRoute.class, "gateway", components).getSpec().getRules().stream()
                .flatMap(rule -> rule.getMatches().stream())
                .anyMatch(match -> matches(match.getPath(), path));
    }

    private static <T> T rendered(Class<T> kind, String directory, Path... components)
            throws IOException {
        return kind.cast(
                Kustomization.render(Manifests.ROOT.resolve(directory), components).get(0));
    }

    private static boolean matches(HTTPPathMatch match, String path) {
        var value = match.getValue();
        return switch (match.getType()) {
            case "Exact" -> path.equals(value);
            // Whole elements of the path.
            case "PathPrefix" -> path.equals(value) || path.startsWith(value + "/");
            case "RegularExpression" -> path.matches(value);
            default -> throw new IllegalArgumentException(match.getType());
        };
    }
}
