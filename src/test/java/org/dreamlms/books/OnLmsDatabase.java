package org.dreamlms.books;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.dreamlms.books.access.CallerTest;
import org.dreamlms.books.access.PublisherRightsTest;
import org.dreamlms.books.access.RightsFreshnessTest;
import org.dreamlms.books.access.RightsTest;
import org.dreamlms.books.access.link.SignedLinkTest;
import org.dreamlms.books.activity.ActivityTest;
import org.dreamlms.books.activity.imports.ImportInUseTest;
import org.dreamlms.books.activity.imports.ImportLoadTest;
import org.dreamlms.books.activity.imports.ImportMatchTest;
import org.dreamlms.books.activity.imports.ImportTest;
import org.dreamlms.books.assignment.AssignmentChangeTest;
import org.dreamlms.books.assignment.AssignmentListTest;
import org.dreamlms.books.assignment.AssignmentRefusalTest;
import org.dreamlms.books.assignment.AssignmentStudentTest;
import org.dreamlms.books.assignment.AssignmentTest;
import org.dreamlms.books.book.legacy.LegacyLinkTest;
import org.dreamlms.books.bookassignment.BookAssignmentRequestTest;
import org.dreamlms.books.bookassignment.BookAssignmentTest;
import org.dreamlms.books.db.IndexTest;
import org.dreamlms.books.http.input.OddInputTest;
import org.dreamlms.books.publisher.OpenImageTest;
import org.dreamlms.books.rows.LmsDatabase;
import org.dreamlms.books.webhook.EventEffectTest;
import org.dreamlms.books.webhook.EventFloodTest;
import org.dreamlms.books.webhook.EventQueueTest;
import org.dreamlms.books.webhook.WebhookTest;
import org.junit.jupiter.api.Test;

// What is right on the tables that the service makes is right on a live LMS's, too. These are the
// same tests: Quarkus takes the settings of a start from an annotation of the class, and injects
// nothing into nested ones.

@QuarkusTest
@TestProfile(LmsDatabase.class)
class ActivityOnLmsTest extends ActivityTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class AssignmentChangeOnLmsTest extends AssignmentChangeTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class AssignmentListOnLmsTest extends AssignmentListTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class AssignmentRefusalOnLmsTest extends AssignmentRefusalTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class AssignmentStudentOnLmsTest extends AssignmentStudentTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class AssignmentOnLmsTest extends AssignmentTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class BookAssignmentOnLmsTest extends BookAssignmentTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class BookAssignmentRequestOnLmsTest extends BookAssignmentRequestTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class CallerOnLmsTest extends CallerTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class EventEffectOnLmsTest extends EventEffectTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class EventFloodOnLmsTest extends EventFloodTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class EventQueueOnLmsTest extends EventQueueTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class ImportInUseOnLmsTest extends ImportInUseTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class ImportLoadOnLmsTest extends ImportLoadTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class ImportMatchOnLmsTest extends ImportMatchTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class ImportOnLmsTest extends ImportTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class IndexOnLmsTest extends IndexTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class LegacyLinkOnLmsTest extends LegacyLinkTest {

    @Test
    void whatTheMigrationFoundIsThere() {
        given().get("/books/00000000-0000-0000-0000-000000000004/activities")
                .then()
                .statusCode(200)
                .body("title", hasItem("Old circle"));
    }
}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class OddInputOnLmsTest extends OddInputTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class RightsOnLmsTest extends RightsTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class RightsFreshnessOnLmsTest extends RightsFreshnessTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class PublisherRightsOnLmsTest extends PublisherRightsTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class WebhookOnLmsTest extends WebhookTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class SignedLinkOnLmsTest extends SignedLinkTest {}

@QuarkusTest
@TestProfile(LmsDatabase.class)
class OpenImageOnLmsTest extends OpenImageTest {}
