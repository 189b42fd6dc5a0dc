package org.dreamlms.books.ops;

import io.smallrye.config.common.utils.StringUtil;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.dreamlms.books.Settings;

/**
 * Says which times among the settings are none. It reads all that {@link Settings} has by
 * reflection, for which Quarkus registers the class that implements them.
 */
final class RequiredTimes {

    private static final Set<String> MAY_BE_ZERO =
            Set.of(
                    // Then nobody goes on while the database can't be asked.
                    "access.outage",
                    // Then it does not wait at all.
                    "migration.wait-for-other");

    private RequiredTimes() {}

    private record Time(String name, Duration value) {

        boolean mayBeZero() {
            return MAY_BE_ZERO.contains(name);
        }

        boolean good() {
            return !value.isNegative() && (mayBeZero() || !value.isZero());
        }

        String error() {
            return "dcs-books.%s (DCS_BOOKS_%s) must be %s, not %s"
                    .formatted(
                            name,
                            name.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT),
                            mayBeZero() ? "no time or longer" : "longer than nothing",
                            value);
        }
    }

    static List<String> errors(Settings settings) {
        return times(settings, "").filter(time -> !time.good()).map(Time::error).sorted().toList();
    }

    private static Stream<Time> times(Object group, String prefix) {
        return Arrays.stream(group.getClass().getMethods())
                .filter(method -> method.getParameterCount() == 0)
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .flatMap(method -> times(group, method, prefix));
    }

    private static Stream<Time> times(Object group, Method setting, String prefix) {
        var name = prefix + StringUtil.skewer(setting.getName());
        if (setting.getReturnType() == Duration.class) {
            return Stream.of(new Time(name, (Duration) value(group, setting)));
        }
        return isGroup(setting.getReturnType())
                ? times(value(group, setting), name + ".")
                : Stream.empty();
    }

    private static boolean isGroup(Class<?> type) {
        return type.isInterface() && type.getPackage() == Settings.class.getPackage();
    }

    private static Object value(Object group, Method setting) {
        try {
            return setting.invoke(group);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a setting can't be read", e);
        }
    }
}
