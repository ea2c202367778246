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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.core.RetryRules;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Json;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@code jobExecutionsRetryConfig} on the wire. Source: RetryCriteria, service model of {@code iot}. */
final class RetryConfig {

    private enum FailureType {
        FAILED,
        TIMED_OUT,
        ALL
    }

    private RetryConfig() {}

    static RetryRules of(Body config) {
        if (config == null) {
            return RetryRules.NONE;
        }
        List<Body> criteria = config.objects("criteriaList");
        if (criteria.isEmpty() || criteria.size() > 2) {
            throw ServiceException.invalid("jobExecutionsRetryConfig.criteriaList takes one or two criteria");
        }
        Map<ExecutionStatus, Integer> byStatus = new EnumMap<>(ExecutionStatus.class);
        Integer forAll = null;
        for (Body criterion : criteria) {
            FailureType type = criterion.constant("failureType", FailureType.class);
            int retries = retries(criterion);
            if (type == null) {
                throw ServiceException.invalid("jobExecutionsRetryConfig.criteriaList has no failureType");
            } else if (type == FailureType.ALL) {
                forAll = retries;
            } else if (byStatus.put(ExecutionStatus.valueOf(type.name()), retries) != null) {
                throw ServiceException.invalid("failureType %s is given twice".formatted(type));
            }
        }
        return new RetryRules(byStatus, forAll);
    }

    private static int retries(Body criterion) {
        Long retries = criterion.integer("numberOfRetries");
        if (retries == null || retries < 0 || retries > 10) {
            throw ServiceException.invalid("numberOfRetries %s is not possible. Use 0 to 10".formatted(retries));
        }
        return retries.intValue();
    }

    /** Null when the job has no retries. */
    static ObjectNode json(RetryRules rules) {
        if (rules.equals(RetryRules.NONE)) {
            return null;
        }
        ObjectNode config = Json.object();
        ArrayNode list = config.putArray("criteriaList");
        rules.byStatus().forEach((status, retries) -> criterion(list, status.name(), retries));
        if (rules.forAll() != null) {
            criterion(list, FailureType.ALL.name(), rules.forAll());
        }
        return config;
    }

    private static void criterion(ArrayNode list, String failureType, int retries) {
        list.addObject().put("failureType", failureType).put("numberOfRetries", retries);
    }
}
