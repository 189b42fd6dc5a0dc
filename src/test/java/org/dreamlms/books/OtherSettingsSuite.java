package org.dreamlms.books;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * What the other test process runs: tests of a service with settings of their own. Each set of
 * settings is a start of the service, which takes more time than most tests, so there are few.
 */
@Suite
@SelectPackages("org.dreamlms.books")
@IncludeClassNamePatterns(OtherSettingsSuite.CLASSES)
class OtherSettingsSuite {

    /** All that have a {@code @TestProfile}; one that is missing here only takes longer. */
    static final String CLASSES =
            ".*(OnLms|\\.(Subscription|LaterLmsAssignment|TeacherMaterial|Contract|Limits|Bounds|Traces|HangingDcs|ImportLimit|Patience|SilentDcs"
                    + "|FullRoom|LeavingClient|Successor|ApiKey))Test";
}
