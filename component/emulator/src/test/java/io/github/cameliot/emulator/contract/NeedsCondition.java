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
package io.github.cameliot.emulator.contract;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips what the endpoint given by {@code -Dcontract.endpoint} cannot do, and says so. */
final class NeedsCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Set<Capability> missing = EnumSet.noneOf(Capability.class);
        context.getElement()
                .map(element -> element.getAnnotation(Needs.class))
                .ifPresent(needs -> missing.addAll(Arrays.asList(needs.value())));
        missing.removeAll(Services.capabilities());
        return missing.isEmpty()
                ? ConditionEvaluationResult.enabled("the service has all it needs")
                : ConditionEvaluationResult.disabled("the service under test lacks " + missing);
    }
}
