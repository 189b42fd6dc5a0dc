package org.dreamlms.books;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * What one of the two test processes runs: all tests but those of {@link OtherSettingsSuite} and
 * those of the migration, which the build gives to whichever process is free.
 */
@Suite
@SelectPackages("org.dreamlms.books")
@ExcludeClassNamePatterns({OtherSettingsSuite.CLASSES, ".*\\.migration\\.(?!MigrationAtBoot).*"})
class ServiceSuite {}
