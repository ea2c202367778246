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
package io.github.cameliot.control;

import io.github.cameliot.jobsdata.model.Names;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** Lists of things and of ARNs in options and headers: a text with commas, or a collection. */
final class Targets {

    private static final Pattern ARN =
            Pattern.compile("arn:[a-z0-9-]+:iot:[a-z0-9-]+:\\d{12}:(thing|thinggroup)/[a-zA-Z0-9:_-]{1,128}");

    private Targets() {}

    /**
     * @throws IllegalArgumentException for a text that is not the ARN of a thing or group, with the name of the option
     *     or header
     */
    static List<String> arns(String name, Object value) {
        List<String> arns = list(value);
        for (String arn : arns) {
            if (!ARN.matcher(arn).matches()) {
                throw new IllegalArgumentException(name + " has " + Names.shown(arn)
                        + ", which is not the ARN of a thing or a group, as in"
                        + " arn:aws:iot:eu-west-1:123456789012:thing/pump-12. For names of things use the option "
                        + "thing, or the header " + IotJobsConstants.THING + ".");
            }
        }
        return arns;
    }

    /** @throws IllegalArgumentException for a text that is not a thing name, with the name of the option or header */
    static List<String> things(String name, Object value) {
        List<String> things = list(value);
        things.forEach(thing -> Names.thing(name, thing));
        return things;
    }

    /** Each once, in the given order; an empty one is kept, and is then refused. */
    private static List<String> list(Object value) {
        return (value instanceof Collection<?> many
                        ? many.stream().map(String::valueOf)
                        : Arrays.stream(value.toString().split(",", -1)))
                .map(String::strip)
                .distinct()
                .toList();
    }
}
