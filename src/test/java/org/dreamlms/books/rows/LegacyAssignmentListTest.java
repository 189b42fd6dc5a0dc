package org.dreamlms.books.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(LegacyDatabase.class)
class LegacyAssignmentListTest extends AssignmentListFacts {}
