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
package io.github.cameliot.emulator.mqtt;

import io.github.cameliot.emulator.Operation;
import java.util.List;
import java.util.Set;

/**
 * A topic below {@code $aws/things/<thing>/jobs/}.
 *
 * <p>Source: "Job topics", AWS IoT developer guide.
 *
 * @param topic the whole topic
 * @param thing the thing
 * @param job the job, or {@code $next}; null for an operation without one
 * @param operation null if no operation has this topic
 */
record JobTopic(String topic, String thing, String job, Operation operation) {

    private static final int PREFIX_LEVELS = 4;
    private static final Set<String> OF_THE_SERVICE = Set.of("notify", "notify-next", "accepted", "rejected");

    /** Null for a topic elsewhere. */
    static JobTopic of(String topic) {
        List<String> levels = Topics.levels(topic);
        if (levels.size() <= PREFIX_LEVELS
                || !levels.get(0).equals("$aws")
                || !levels.get(1).equals("things")
                || !levels.get(3).equals("jobs")) {
            return null;
        }
        List<String> rest = levels.subList(PREFIX_LEVELS, levels.size());
        String job = rest.size() == 2 ? rest.get(0) : null;
        return new JobTopic(topic, levels.get(2), job, operation(rest));
    }

    private static Operation operation(List<String> levels) {
        String last = levels.get(levels.size() - 1);
        return switch (levels.size()) {
            case 1 ->
                switch (last) {
                    case "get" -> Operation.GET_PENDING_JOB_EXECUTIONS;
                    case "start-next" -> Operation.START_NEXT_PENDING_JOB_EXECUTION;
                    default -> null;
                };
            case 2 ->
                switch (last) {
                    case "get" -> Operation.DESCRIBE_JOB_EXECUTION;
                    case "update" -> Operation.UPDATE_JOB_EXECUTION;
                    default -> null;
                };
            default -> null;
        };
    }

    /** Whether only the service publishes to it. */
    boolean isOfTheService() {
        return OF_THE_SERVICE.contains(topic.substring(topic.lastIndexOf('/') + 1));
    }

    String accepted() {
        return topic + "/accepted";
    }

    String rejected() {
        return topic + "/rejected";
    }
}
