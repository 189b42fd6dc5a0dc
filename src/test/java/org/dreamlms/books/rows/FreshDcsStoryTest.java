package org.dreamlms.books.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

@QuarkusTest
@TestProfile(FreshDatabase.class)
class FreshDcsStoryTest extends DcsStoryFacts {}
