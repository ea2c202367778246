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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.core.DataPlane;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.data.DescribeJobExecution;
import io.github.cameliot.emulator.data.GetPendingJobExecutions;
import io.github.cameliot.emulator.data.StartNextPendingJobExecution;
import io.github.cameliot.emulator.data.UpdateJobExecution;
import io.github.cameliot.emulator.edge.CountingLog;
import io.github.cameliot.emulator.edge.Subject;
import io.github.cameliot.emulator.fault.AppliedFaults;
import io.github.cameliot.emulator.fault.FaultPlan;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Query;
import java.util.HashMap;
import java.util.Map;

/**
 * The operations of the data plane by MQTT: a request is a message to a topic of the service, and its response is a
 * message to the sender alone, whether it has subscribed to that or not.
 *
 * <p>Source: "Jobs device MQTT API operations", AWS IoT developer guide.
 */
public final class ThingRequests {

    private static final int OK = 200;
    private static final int NOTHING = 0;

    private final DataPlane plane;
    private final FaultPlan faults;
    private final CountingLog log;
    private final ThingResponses responses;
    private final Map<Operation, Handler> handlers;

    public ThingRequests(DataPlane plane, FaultPlan faults, CountingLog log, ThingResponses responses) {
        this.plane = plane;
        this.faults = faults;
        this.log = log;
        this.responses = responses;
        this.handlers = Map.of(
                Operation.GET_PENDING_JOB_EXECUTIONS, new GetPendingJobExecutions(plane),
                Operation.START_NEXT_PENDING_JOB_EXECUTION, new StartNextPendingJobExecution(plane),
                Operation.DESCRIBE_JOB_EXECUTION, new DescribeJobExecution(plane),
                Operation.UPDATE_JOB_EXECUTION, new UpdateJobExecution(plane));
    }

    /** Executes the request in a message to a topic that begins with {@code $}. */
    Reason handle(Session sender, Message message) {
        JobTopic topic = JobTopic.of(message.topic());
        if (topic == null) {
            return Topics.isForRule(message.topic()) ? Reason.NO_MATCHING_SUBSCRIBERS : Reason.TOPIC_NAME_INVALID;
        }
        if (topic.isOfTheService()) {
            return Reason.NOT_AUTHORIZED;
        }
        Subject subject = topic.operation() == null ? Subject.NONE : Subject.of(topic.operation(), topic.thing());
        log.arrived(subject);
        AppliedFaults applied =
                topic.operation() == null ? AppliedFaults.NONE : faults.decide(topic.operation(), topic.thing());
        Answer answer = applied.hasEffect() ? answer(topic, message, applied.next()) : null;
        if (applied.replacement() != null) {
            answer = responses.ofFault(topic, applied.replacement().kind());
        }
        log.responded(sender.connectionNumber(), subject, answer == null ? NOTHING : answer.status());
        return send(sender, message, answer, applied);
    }

    private static Reason send(Session sender, Message request, Answer answer, AppliedFaults applied) {
        if (answer == null) {
            return failed(sender, applied.replacement().kind());
        }
        int qos = sender.qosFor(answer.topic(), request.qos());
        Message response = new Message(answer.topic(), answer.payload(), qos, false, MessageProperties.NONE);
        sender.sendAfter(applied.latency(), response);
        return Reason.SUCCESS;
    }

    /** A fault without a response. */
    private static Reason failed(Session sender, FaultKind kind) {
        if (kind == FaultKind.FORBIDDEN || kind == FaultKind.INVALID_CERTIFICATE) {
            return Reason.NOT_AUTHORIZED;
        }
        if (kind == FaultKind.RESET) {
            sender.cut();
        }
        return Reason.SUCCESS;
    }

    private Answer answer(JobTopic topic, Message message, FaultKind next) {
        Body body;
        try {
            body = Body.parse(message.payload());
        } catch (ServiceException notJson) {
            return responses.rejected(topic, "InvalidJson", notJson, null);
        }
        String token = null;
        try {
            token = body.text("clientToken");
            if (topic.operation() == null) {
                return responses.rejected(topic, "InvalidTopic", unknownTopic(), token);
            }
            ObjectNode result = handlers.get(topic.operation()).handle(call(topic, body, next));
            return responses.accepted(topic, result, token);
        } catch (ServiceException refusal) {
            return responses.rejected(topic, refusal.type().code(), refusal, token);
        }
    }

    private static ServiceException unknownTopic() {
        return ServiceException.invalid("This topic does not belong to an operation of AWS IoT Jobs");
    }

    /** What is in the query of HTTP is in the payload of MQTT. */
    private Call call(JobTopic topic, Body body, FaultKind next) {
        Map<String, String> path = new HashMap<>();
        path.put("thing", topic.thing());
        path.put("job", topic.job());
        Body read = plane.takesQuotedValues() ? body.takingQuotedValues() : body;
        Query query = topic.operation() == Operation.DESCRIBE_JOB_EXECUTION
                ? Query.of(read, "executionNumber", "includeJobDocument")
                : Query.of(read);
        return new Call(path, query, body, next);
    }

    /**
     * A response.
     *
     * @param status as HTTP has it
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Answer(String topic, byte[] payload, int status) {

        static Answer accepted(String topic, byte[] payload) {
            return new Answer(topic, payload, OK);
        }
    }
}
