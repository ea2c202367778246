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
 * An event of a job or a job execution, as AWS IoT publishes it by MQTT once it is enabled.
 *
 * <p>Source: "Jobs events", AWS IoT developer guide.
 *
 * @param topic like {@code $aws/events/jobExecution/ota-7/succeeded}
 * @param operation the last part of the topic: of a job {@code completed}, {@code canceled}, {@code deleted}, {@code
 *     cancellation_in_progress} or {@code deletion_in_progress}; of an execution {@code succeeded}, {@code failed},
 *     {@code rejected}, {@code canceled}, {@code removed}, {@code timed_out} or {@code deleted}
 * @param jobId the job
 * @param thing the thing of the execution; null for an event of a job
 * @param payload the message, JSON
 */
public record JobEvent(String topic, String operation, String jobId, String thing, String payload) {}
