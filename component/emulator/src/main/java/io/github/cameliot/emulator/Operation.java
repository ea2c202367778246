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
package io.github.cameliot.emulator;

/**
 * The operations of the emulator.
 *
 * <p>The first four are the data plane's (signing name {@code iot-jobs-data}), the next the control plane's
 * ({@code iot}); then follow the credential provider, and two messages by MQTT. Both planes have a DescribeJobExecution;
 * the control plane's is {@link #CONTROL_DESCRIBE_JOB_EXECUTION}.
 */
public enum Operation {
    DESCRIBE_JOB_EXECUTION,
    GET_PENDING_JOB_EXECUTIONS,
    START_NEXT_PENDING_JOB_EXECUTION,
    UPDATE_JOB_EXECUTION,

    CONTROL_DESCRIBE_JOB_EXECUTION,
    CANCEL_JOB_EXECUTION,
    DELETE_JOB_EXECUTION,
    LIST_JOB_EXECUTIONS_FOR_THING,
    LIST_JOB_EXECUTIONS_FOR_JOB,
    CREATE_JOB,
    DESCRIBE_JOB,
    GET_JOB_DOCUMENT,
    LIST_JOBS,
    CANCEL_JOB,
    DELETE_JOB,
    CREATE_THING,
    DESCRIBE_THING,
    DELETE_THING,
    CREATE_THING_GROUP,
    ADD_THING_TO_THING_GROUP,
    REMOVE_THING_FROM_THING_GROUP,
    LIST_THINGS,
    UPDATE_THING,
    LIST_THING_GROUPS_FOR_THING,
    DESCRIBE_THING_GROUP,
    UPDATE_THING_GROUP,
    DELETE_THING_GROUP,
    LIST_THING_GROUPS,
    LIST_THINGS_IN_THING_GROUP,
    UPDATE_JOB,
    ASSOCIATE_TARGETS_WITH_JOB,
    CREATE_JOB_TEMPLATE,
    DESCRIBE_JOB_TEMPLATE,
    DELETE_JOB_TEMPLATE,
    LIST_JOB_TEMPLATES,
    LIST_MANAGED_JOB_TEMPLATES,
    DESCRIBE_MANAGED_JOB_TEMPLATE,
    DESCRIBE_ENDPOINT,
    UPDATE_EVENT_CONFIGURATIONS,
    DESCRIBE_EVENT_CONFIGURATIONS,

    /** The credential provider, which has no signing name: the client certificate identifies the caller. */
    ASSUME_ROLE_WITH_CERTIFICATE,

    /** Not a request: a message to {@code $aws/things/<thing>/jobs/notify}, for faults. */
    NOTIFY,
    /** Not a request: a message to {@code $aws/things/<thing>/jobs/notify-next}, for faults. */
    NOTIFY_NEXT;

    /** Whether it is a message of the service instead of a request of a client. */
    public boolean isNotification() {
        return this == NOTIFY || this == NOTIFY_NEXT;
    }

    /** Whether it belongs to the data plane, which workers call; false for the control plane. */
    public boolean isDataPlane() {
        return switch (this) {
            case DESCRIBE_JOB_EXECUTION,
                    GET_PENDING_JOB_EXECUTIONS,
                    START_NEXT_PENDING_JOB_EXECUTION,
                    UPDATE_JOB_EXECUTION -> true;
            default -> false;
        };
    }
}
