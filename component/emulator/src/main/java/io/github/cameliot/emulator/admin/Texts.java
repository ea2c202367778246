/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
 * with the License. You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on
 * an "AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the
 * specific language governing permissions and limitations under the License.
 */
package io.github.cameliot.emulator.admin;

import io.github.cameliot.emulator.core.Quote;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;

/** Members that an object must have. */
final class Texts {

    private static final long MOST = 1_000_000_000_000L;

    private Texts() {}

    static String needed(Body object, String name, String example) {
        String text = object.text(name);
        if (text == null) {
            throw ServiceException.invalid(
                    "%s%s is missing, like \"%s\": \"%s\"".formatted(object.path(), name, name, example));
        }
        return text;
    }

    static <E extends Enum<E>> E needed(Body object, String name, Class<E> type) {
        E constant = object.constant(name, type);
        if (constant == null) {
            throw ServiceException.invalid("%s%s is missing: use one of %s"
                    .formatted(object.path(), name, Arrays.toString(type.getEnumConstants())));
        }
        return constant;
    }

    static long number(Body object, String name, long least) {
        Long number = object.integer(name);
        if (number == null || number < least || number > MOST) {
            throw ServiceException.invalid("%s%s is %s: a whole number of %d to %d is expected"
                    .formatted(object.path(), name, number == null ? "missing" : number, least, MOST));
        }
        return number;
    }

    /** The same, and another number if it is absent. */
    static long number(Body object, String name, long least, long otherwise) {
        return object.has(name) ? number(object, name, least) : otherwise;
    }

    static Instant neededTime(Body object, String name) {
        Instant at = time(object, name);
        if (at == null) {
            throw ServiceException.invalid(
                    "%s%s is missing, like \"%s\": \"2026-08-31T17:30:00Z\"".formatted(object.path(), name, name));
        }
        return at;
    }

    /** Null if it is absent. */
    static Instant time(Body object, String name) {
        String text = object.text(name);
        try {
            return text == null ? null : within(Instant.parse(text));
        } catch (DateTimeException e) {
            throw ServiceException.invalid(Quote.of(object.path() + name, text)
                    + " is not a time. Write it like 2026-08-31T17:30:00Z, between the years 1970 and 9999");
        }
    }

    /** Another time if it is absent. */
    static Instant time(Body object, String name, Instant otherwise) {
        Instant at = time(object, name);
        return at == null ? otherwise : at;
    }

    private static Instant within(Instant at) {
        if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
            throw new DateTimeException("out of range");
        }
        return at;
    }

    /** Adds the path to messages of the core, which does not know it. */
    static <T> T at(Body object, Function<Body, T> read) {
        try {
            return read.apply(object);
        } catch (ServiceException e) {
            String where = object.path().substring(0, object.path().length() - 1);
            throw e.getMessage().contains(where)
                    ? e
                    : new ServiceException(e.type(), where + ": " + e.getMessage(), e.state());
        }
    }
}
