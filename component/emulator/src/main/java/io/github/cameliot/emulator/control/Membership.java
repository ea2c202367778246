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
package io.github.cameliot.emulator.control;

import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;
import java.util.function.UnaryOperator;

/** The thing and the group of a membership request, each given by name or by ARN. */
final class Membership {

    private Membership() {}

    static String group(Body body, Arns arns) {
        return name(body, "thingGroup", arns::groupName);
    }

    static String thing(Body body, Arns arns) {
        return name(body, "thing", arns::thingName);
    }

    private static String name(Body body, String member, UnaryOperator<String> nameInArn) {
        String name = body.text(member + "Name");
        String arn = body.text(member + "Arn");
        if (name == null && arn == null) {
            throw ServiceException.invalid("%1$sName and %1$sArn are missing: one is needed".formatted(member));
        }
        String named = arn == null ? name : nameInArn.apply(arn);
        if (name != null && !name.equals(named)) {
            throw ServiceException.invalid("%1$sName and %1$sArn contradict each other".formatted(member));
        }
        return named;
    }
}
