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
package io.github.cameliot.jobsdata.hang;

import io.github.cameliot.emulator.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One request of the data plane, as the proxy received it.
 *
 * @param operation one of the four
 * @param jobId {@code $next} included; null for StartNext and GetPending
 * @param body as it was sent, JSON or empty
 * @param signedAt {@link System#nanoTime} when it was signed, rounded down to a second of the clock
 * @param receivedAt {@link System#nanoTime} when it had arrived whole
 */
record Call(Operation operation, String thing, String jobId, String body, long signedAt, long receivedAt) {

    private static final Pattern PATH = Pattern.compile("/things/([^/?]+)/jobs(?:/([^/?]+))?(?:\\?.*)?");

    private static final DateTimeFormatter SIGNED = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssX");

    /** @param signedAt the request's {@code X-Amz-Date} */
    static Call of(String method, String uri, String body, String signedAt) {
        Matcher path = PATH.matcher(uri);
        if (!path.matches()) {
            throw new IllegalArgumentException("Not a request of the data plane: " + method + " " + uri);
        }
        String job = path.group(2) == null ? null : path.group(2).replace("%24", "$");
        Operation operation =
                switch (method) {
                    case "PUT" -> Operation.START_NEXT_PENDING_JOB_EXECUTION;
                    case "POST" -> Operation.UPDATE_JOB_EXECUTION;
                    default -> job == null ? Operation.GET_PENDING_JOB_EXECUTIONS : Operation.DESCRIBE_JOB_EXECUTION;
                };
        long receivedAt = System.nanoTime();
        Duration ago = Duration.between(OffsetDateTime.parse(signedAt, SIGNED).toInstant(), Instant.now());
        return new Call(operation, path.group(1), job, body, receivedAt - ago.toNanos(), receivedAt);
    }

    boolean isStartNext() {
        return operation == Operation.START_NEXT_PENDING_JOB_EXECUTION;
    }

    boolean isUpdate() {
        return operation == Operation.UPDATE_JOB_EXECUTION;
    }

    boolean isDescribe() {
        return operation == Operation.DESCRIBE_JOB_EXECUTION;
    }

    boolean isWrite() {
        return isStartNext() || isUpdate();
    }

    /** An update to this status. */
    boolean reports(String status) {
        return isUpdate() && body.contains("\"" + status + "\"");
    }

    static Predicate<Call> of(String thing) {
        return call -> call.thing().equals(thing);
    }
}
