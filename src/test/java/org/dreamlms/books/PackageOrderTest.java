package org.dreamlms.books;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.scheduler.Scheduled;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package may use the ones before it in this list, never the ones after. */
class PackageOrderTest {

    private static final String BASE = "org.dreamlms.books.";
    private static final List<String> ORDER =
            List.of(
                    "db",
                    "http",
                    "caller",
                    "replica",
                    "cache",
                    "dcs",
                    "book",
                    "file",
                    "page",
                    "publisher",
                    "activity",
                    "access",
                    "bookassignment",
                    "assignment",
                    "webhook",
                    "migration",
                    "ops");
    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.dreamlms.books");

    @Test
    void packagesUseOnlyTheOnesBeforeThem() {
        for (int i = 0; i < ORDER.size() - 1; i++) {
            var later =
                    ORDER.subList(i + 1, ORDER.size()).stream()
                            .map(name -> BASE + name + "..")
                            .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(BASE + ORDER.get(i) + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(later)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void everyPackageHasItsPlace() {
        classes()
                .that()
                .resideOutsideOfPackage(BASE + "standin..")
                .should()
                .resideInAnyPackage(
                        Stream.concat(
                                        Stream.of("org.dreamlms.books"),
                                        ORDER.stream().map(name -> BASE + name + ".."))
                                .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void migrationStandsAlone() {
        var others =
                ORDER.stream()
                        .filter(name -> !List.of("db", "migration").contains(name))
                        .map(name -> BASE + name + "..")
                        .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(BASE + "migration..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    /** The console reads what all rooms have; of the others only {@code ops} itself knows of it. */
    @Test
    void nobodyButOperationsUsesTheConsole() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "ops..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + "ops.console..")
                .check(CLASSES);
    }

    /** What became public because a room has inner ones is still the room's own. */
    @Test
    void innerRoomsAreUsedByTheirRoomAlone() {
        for (var inner : List.of("migration.check", "migration.backup")) {
            var room = BASE + inner.substring(0, inner.indexOf('.')) + "..";
            noClasses()
                    .that()
                    .resideOutsideOfPackage(room)
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(BASE + inner + "..")
                    .check(CLASSES);
        }
    }

    @Test
    void theBaseUsesNoRoom() {
        noClasses()
                .that()
                .resideInAPackage("org.dreamlms.books")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ORDER.stream().map(name -> BASE + name + "..").toArray(String[]::new))
                .check(CLASSES);
    }

    /** Otherwise two builds of one commit differ. */
    @Test
    void whatRunsByTheClockIsInOneClass() {
        methods()
                .that()
                .areAnnotatedWith(Scheduled.class)
                .should()
                .beDeclaredIn(BASE + "ops.Timetable")
                .check(CLASSES);
    }

    @Test
    void nothingInProductionUsesTheStandIn() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + "standin..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE + "standin..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }
}
