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
package io.github.cameliot.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameliot.control.IotJobsConstants;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The bean of the Kamelet {@code aws-iot-jobs-create-sink}: a command as JSON becomes the headers and body of a job. */
public final class Commands {

    /** Headers that the message may not bring along: they would change the job. */
    private static final List<String> HEADERS = List.of(
            IotJobsConstants.JOB_ID,
            IotJobsConstants.THING,
            IotJobsConstants.TARGETS,
            IotJobsConstants.DESCRIPTION,
            IotJobsConstants.TARGET_SELECTION,
            IotJobsConstants.IN_PROGRESS_TIMEOUT,
            IotJobsConstants.RETRY,
            IotJobsConstants.MAXIMUM_PER_MINUTE);

    private static final Set<String> WHOLE_NUMBERS =
            Set.of("inProgressTimeoutInMinutes", "maximumPerMinute", "retries", "FAILED", "TIMED_OUT", "ALL");

    private JsonRecords records = records(Envelope.none);

    private static JsonRecords records(Envelope envelope) {
        return new JsonRecords("command.schema.json", new RecordValue(envelope, WHOLE_NUMBERS));
    }

    public void setEnvelope(Envelope envelope) {
        records = records(envelope);
    }

    /**
     * Sets what to create.
     *
     * @throws UnusableRecordException when the body is not a command; its schema is {@code command.schema.json}
     */
    public void read(Exchange exchange) {
        Message message = exchange.getMessage();
        JsonNode command = records.read(message.getBody(byte[].class));
        HEADERS.forEach(message::removeHeader);
        message.setHeader(IotJobsConstants.JOB_ID, jobId(command, message));
        set(message, IotJobsConstants.THING, texts(command.get("things")));
        set(message, IotJobsConstants.TARGETS, texts(command.get("targets")));
        set(message, IotJobsConstants.DESCRIPTION, command.path("description").textValue());
        set(
                message,
                IotJobsConstants.TARGET_SELECTION,
                command.path("targetSelection").textValue());
        if (command.has("inProgressTimeoutInMinutes")) {
            message.setHeader(
                    IotJobsConstants.IN_PROGRESS_TIMEOUT,
                    Duration.ofMinutes(command.get("inProgressTimeoutInMinutes").longValue()));
        }
        if (!command.path("retries").isEmpty()) {
            message.setHeader(
                    IotJobsConstants.RETRY,
                    command.get("retries").properties().stream()
                            .map(r -> r.getKey() + ":" + r.getValue().longValue())
                            .collect(Collectors.joining(",")));
        }
        if (command.has("maximumPerMinute")) {
            message.setHeader(
                    IotJobsConstants.MAXIMUM_PER_MINUTE,
                    command.get("maximumPerMinute").longValue());
        }
        message.setBody(ExactJson.write(command.get("document")));
    }

    private static String jobId(JsonNode command, Message message) {
        if (command.has("jobId")) {
            return command.get("jobId").textValue();
        }
        Integer partition = message.getHeader(KafkaHeaders.PARTITION, Integer.class);
        Long offset = message.getHeader(KafkaHeaders.OFFSET, Long.class);
        String topic = message.getHeader(KafkaHeaders.TOPIC, String.class);
        if (partition == null || offset == null || topic == null) {
            throw new UnusableRecordException(
                    DeadLetterReason.NOT_VALID,
                    "jobId is missing, and the message does not come from a Kafka record, from which an ID is built",
                    null);
        }
        return RecordJobId.of(topic, partition, offset);
    }

    private static List<String> texts(JsonNode array) {
        return array == null
                ? null
                : array.valueStream().map(JsonNode::textValue).toList();
    }

    private static void set(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }
}
