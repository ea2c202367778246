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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.FailureRules;
import io.github.cameliot.emulator.core.JobDocument;
import io.github.cameliot.emulator.core.JobSettings;
import io.github.cameliot.emulator.core.RolloutSettings;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.core.TargetSelection;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings of jobs and job templates on the wire. Source: CreateJob and CreateJobTemplate, service model of {@code iot}. */
final class JobConfig {

    /** What UpdateJob changes, and what a job takes from its template. */
    static final List<String> COMMON = List.of(
            "presignedUrlConfig",
            "jobExecutionsRolloutConfig",
            "abortConfig",
            "timeoutConfig",
            "jobExecutionsRetryConfig");

    static final String PACKAGES = "destinationPackageVersions";

    /** Stored and returned by DescribeJob as they were sent, without members that are not known. */
    private static final List<String> SHOWN = List.of(
            "presignedUrlConfig",
            "jobExecutionsRolloutConfig",
            "abortConfig",
            "namespaceId",
            "jobTemplateArn",
            "documentParameters",
            "schedulingConfig",
            PACKAGES);

    private static final int MOST_PACKAGES = 25;

    private JobConfig() {}

    static JobSettings settings(Body body) {
        TargetSelection selection = body.constant("targetSelection", TargetSelection.class);
        if (body.list(PACKAGES).size() > MOST_PACKAGES) {
            throw ServiceException.invalid(PACKAGES + " takes up to " + MOST_PACKAGES + " ARNs");
        }
        return new JobSettings(
                new RolloutSettings(
                        selection == null ? TargetSelection.SNAPSHOT : selection,
                        RolloutConfig.of(body.object("jobExecutionsRolloutConfig"))),
                timeout(body.object("timeoutConfig")),
                new FailureRules(
                        RetryConfig.of(body.object("jobExecutionsRetryConfig")),
                        AbortConfig.of(body.object("abortConfig"))),
                body.text("description"),
                members(body, SHOWN));
    }

    /** Members as they were sent, without those that are absent and, in them, those that are not known. */
    static Map<String, Object> members(Body body, List<String> names) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (String name : names) {
            if (body.has(name)) {
                members.put(name, SettingMembers.known(name, (JsonNode) body.asIs(name)));
            }
        }
        return members;
    }

    /** All settings of a job as members of a request. */
    static Map<String, JsonNode> members(JobSettings settings) {
        ObjectNode node = Json.object();
        Json.putText(node, "description", settings.description());
        JobJson.settings(node, settings);
        Map<String, JsonNode> members = new LinkedHashMap<>();
        node.fieldNames().forEachRemaining(name -> members.put(name, node.get(name)));
        return members;
    }

    /** How long presigned URLs are valid. */
    static long urlSeconds(Body body) {
        Body urls = body.object("presignedUrlConfig");
        Long seconds = urls == null ? null : urls.integer("expiresInSec");
        return seconds == null ? JobDocument.LONGEST : seconds;
    }

    private static Long timeout(Body config) {
        return config == null ? null : config.integer("inProgressTimeoutInMinutes");
    }

    /**
     * The document of a request; null if the request has the alternative. A document from elsewhere, none, and more than one
     * of them are refused.
     */
    static String document(Body body, String alternative) {
        String document = body.text("document");
        boolean isElsewhere = body.has("documentSource");
        List<String> given = new ArrayList<>();
        for (String name : List.of("document", "documentSource", alternative)) {
            if (body.has(name)) {
                given.add(name);
            }
        }
        if (given.size() > 1) {
            throw ServiceException.invalid("%s are given: only one is possible".formatted(String.join(" and ", given)));
        }
        if (isElsewhere) {
            throw ServiceException.invalid("documentSource is not possible: the emulator does not fetch documents from"
                    + " Amazon S3. Send the document itself, as document");
        }
        if (given.isEmpty()) {
            throw ServiceException.invalid("document is missing");
        }
        return document;
    }
}
