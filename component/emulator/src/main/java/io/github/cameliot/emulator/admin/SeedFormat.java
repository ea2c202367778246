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

import io.github.cameliot.emulator.control.SettingMembers;
import io.github.cameliot.emulator.wire.Members;

/** The names in seeds and saved states. A seed has no {@code state}, and may leave out more. */
final class SeedFormat {

    private static final Members EXECUTION = Members.of(
            "thingName",
            "status",
            "statusDetails",
            "versionNumber",
            "executionNumber",
            "sequence",
            "queuedAt",
            "startedAt",
            "lastUpdatedAt",
            "inProgressDeadline",
            "stepDeadline",
            "forceCanceled",
            "retryAttempt",
            "thingDeleted");

    private static final Members JOB_STATE = Members.of(
                    "status",
                    "sequence",
                    "forceCanceled",
                    "isConcurrent",
                    "reasonCode",
                    "comment",
                    "createdAt",
                    "lastUpdatedAt",
                    "completedAt",
                    "endTimePassed",
                    "announced",
                    "hasStarted",
                    "windowsClosed",
                    "waiting",
                    "startsAt",
                    "windowChangesAt",
                    "rolloutGoesOnAt")
            .and("executions", EXECUTION)
            .and("effects", Members.of("kind", "at", "force", "things"));

    private static final Members JOB = SettingMembers.ofJob(
                    "jobId",
                    "targets",
                    "document",
                    "description",
                    "targetSelection",
                    "namespaceId",
                    "jobTemplateArn",
                    "documentParameters",
                    "destinationPackageVersions")
            .and("state", JOB_STATE);

    private static final Members TEMPLATE = SettingMembers.ofTemplate(
            "jobTemplateId", "description", "document", "destinationPackageVersions", "createdAt");

    private static final Members GROUP = Members.of("thingGroupName", "thingGroupId", "version", "createdAt", "things")
            .and(
                    "thingGroupProperties",
                    Members.of("thingGroupDescription").and("attributePayload", Members.of("attributes")));

    static final Members ALL = Members.of("account", "region", "savedAt", "nextSequence")
            .and("things", Members.of("thingName", "thingId", "thingTypeName", "attributes", "version"))
            .and("groups", GROUP)
            .and("templates", TEMPLATE)
            .and("jobs", JOB)
            .and("events", Members.of("enabled", "createdAt", "lastModifiedAt"));

    private SeedFormat() {}
}
