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
package io.github.cameliot.jobsdata;

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.claim.Resume;
import io.github.cameliot.jobsdata.claim.Worker;
import io.github.cameliot.jobsdata.client.Presigner;
import io.github.cameliot.jobsdata.client.X509Use;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.StepTimeout;
import io.github.cameliot.jobsdata.options.ClientSettings;
import io.github.cameliot.jobsdata.options.MaxDelay;
import io.github.cameliot.jobsdata.options.OptionTexts;
import io.github.cameliot.jobsdata.options.StepTimeouts;
import io.github.cameliot.jobsdata.options.WholeNumbers;
import io.github.cameliot.jobsdata.tracing.TraceMember;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses invalid options and combinations before anything runs. Each message names the option and shows a value that
 * works.
 */
final class OptionCheck {

    private static final List<String> ONLY_FROM = List.of(
            "delay",
            "maxDelay",
            "maxInFlight",
            "maxRequestsPerSecond",
            "things",
            "interruptOnLost",
            "push",
            "pushEndpoint",
            "pushMaxDelay",
            "pushSubscriptions",
            "pushGroup",
            "pushClientId");

    private static final List<String> ONLY_SESSION = List.of(
            "onFailure",
            "workerId",
            "lease",
            "heartbeat",
            "resume",
            "maxRunTime",
            "maxAttempts",
            "outcomeRepository",
            "filter");

    private static final Duration LONGEST_RUN = Duration.ofDays(365);

    private OptionCheck() {}

    static void producer(IotJobsDataEndpoint endpoint) {
        IotJobsDataConfiguration c = endpoint.getConfiguration();
        IotJobsDataOperation operation = endpoint.getOperation();
        if (c.getThing() != null) {
            if (c.getThing().contains(",")) {
                throw new IllegalArgumentException(
                        "thing=" + c.getThing() + " is not possible in to(): a call is for one thing. Use "
                                + "thing=" + c.getThing().split(",")[0]
                                + ", or the header CamelAwsIotJobsThing. Only from(\"iot-jobs-data:startNext\") "
                                + "accepts several things.");
            }
            Names.thing("thing", c.getThing());
        }
        consumerOptions(endpoint);
        if (c.getJobId() != null && !(operation == IotJobsDataOperation.describe && Names.NEXT.equals(c.getJobId()))) {
            refuseUnlessAboutOneJob("jobId", c.getJobId(), operation);
            Names.jobId("jobId", c.getJobId());
        }
        if (c.getExecutionNumber() != null) {
            refuseUnlessAboutOneJob("executionNumber", c.getExecutionNumber(), operation);
            WholeNumbers.counted("executionNumber", c.getExecutionNumber());
        }
        if (c.getExpectedVersion() != null) {
            refuseUnlessUpdate("expectedVersion=" + c.getExpectedVersion(), operation);
            WholeNumbers.counted("expectedVersion", c.getExpectedVersion());
        }
        if (c.getStatus() != null) {
            refuseUnlessUpdate("status=" + c.getStatus(), operation);
            ExecutionStatus.settable("status", c.getStatus());
        }
        if (c.getHandOver() != null) {
            handOver(endpoint);
        }
        if (c.isRelease()) {
            release(c, operation);
        }
        if (c.getPresign() != null) {
            presign(endpoint);
        }
        if (!endpoint.getStatusDetails().isEmpty()) {
            refuseUnlessWrites("statusDetails", endpoint.getStatusDetails().keySet(), operation);
        }
        if (c.isSession()) {
            if (operation != IotJobsDataOperation.startNext) {
                throw meaningless("session=true", operation, "only startNext claims a job");
            }
            if (c.isPojoRequest()) {
                throw new IllegalArgumentException("session=true and pojoRequest=true contradict each other: a "
                        + "session builds its own requests. Remove one of them.");
            }
            session(endpoint);
            TraceMember.of(c.getTraceContext());
        }
        stepTimeout(endpoint);
    }

    /**
     * The options that are set in the URI itself. An option that is set for all endpoints of the component is meant for
     * other endpoints.
     */
    private static void consumerOptions(IotJobsDataEndpoint endpoint) {
        OptionTexts texts = endpoint.texts();
        IotJobsDataOperation operation = endpoint.getOperation();
        for (String option : ONLY_FROM) {
            if (texts.isWritten(option)) {
                throw meaningless(
                        option,
                        operation,
                        "it is an option of from(\"iot-jobs-data:startNext\"), because to() does not poll");
            }
        }
        for (String option : ONLY_SESSION) {
            if (texts.isWritten(option) && !endpoint.getConfiguration().isSession()) {
                throw meaningless(
                        option,
                        operation,
                        "it needs a claim with a lease, made by from(\"iot-jobs-data:startNext\") or"
                                + " to(\"iot-jobs-data:startNext?session=true\")");
            }
        }
        if (texts.isWritten("traceContext") && !endpoint.getConfiguration().isSession()) {
            throw meaningless(
                    "traceContext",
                    operation,
                    "only from(\"iot-jobs-data:startNext\") continues a trace, and"
                            + " to(\"iot-jobs-data:startNext?session=true\") shows it");
        }
        if (texts.isWritten("includeJobDocument") && operation != IotJobsDataOperation.describe) {
            throw meaningless("includeJobDocument", operation, "only describe can leave out the job document");
        }
    }

    private static void handOver(IotJobsDataEndpoint endpoint) {
        IotJobsDataConfiguration c = endpoint.getConfiguration();
        String shown = endpoint.texts().shown("handOver", c.getHandOver());
        refuseUnlessUpdate(shown, endpoint.getOperation());
        if (c.getHandOver().compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException(shown + " is not possible: other workers would claim the job at once. "
                    + "Use the time within which the other system reports the result, as in handOver=30m.");
        }
        if (c.getHandOver().compareTo(ClaimMarker.LONGEST_HAND_OVER) > 0) {
            throw new IllegalArgumentException(shown + " is not possible: other workers do not accept a hand-over "
                    + "longer than 7d. Use at most 7d, as in handOver=30m.");
        }
        if (c.getStatus() != null || c.getStepTimeout() != null || c.isPojoRequest()) {
            String other = c.isPojoRequest() ? "pojoRequest" : c.getStatus() != null ? "status" : "stepTimeout";
            throw new IllegalArgumentException(
                    "handOver and " + other + " contradict each other: a hand-over leaves the job in progress until "
                            + "another system reports its result. Remove one of them.");
        }
    }

    private static void release(IotJobsDataConfiguration c, IotJobsDataOperation operation) {
        refuseUnlessUpdate("release=true", operation);
        String other = c.isPojoRequest()
                ? "pojoRequest"
                : c.getHandOver() != null
                        ? "handOver"
                        : c.getStatus() != null ? "status" : c.getStepTimeout() != null ? "stepTimeout" : null;
        if (other != null) {
            throw new IllegalArgumentException("release=true and " + other + " contradict each other: a release "
                    + "leaves the job in progress for the worker that claims it next. Remove one of them.");
        }
    }

    private static void presign(IotJobsDataEndpoint endpoint) {
        IotJobsDataConfiguration c = endpoint.getConfiguration();
        Duration time = c.getPresign();
        boolean isWhole = time.equals(Duration.ofSeconds(time.toSeconds()));
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(Presigner.LONGEST) > 0 || !isWhole) {
            throw new IllegalArgumentException(endpoint.texts().shown("presign", time)
                    + " is not possible: a URL is valid for whole seconds, from 1s to 7d. Use a time with a unit, as in"
                    + " presign=15m.");
        }
        if (c.getX509() == X509Use.mutualTls) {
            throw new IllegalArgumentException("presign and x509=mutualTls contradict each other: a URL is signed with"
                    + " AWS credentials. Use x509=credentials, or remove presign.");
        }
        String other = c.isSession()
                ? "session=true"
                : c.getHandOver() != null ? "handOver" : c.isRelease() ? "release=true" : null;
        if (other != null) {
            throw new IllegalArgumentException("presign and " + other + " contradict each other: presign makes the "
                    + "URL of one call and does not make the call. Remove one of them.");
        }
    }

    static void consumer(IotJobsDataEndpoint endpoint) {
        IotJobsDataConfiguration c = endpoint.getConfiguration();
        IotJobsDataOperation operation = endpoint.getOperation();
        if (operation != IotJobsDataOperation.startNext) {
            throw new IllegalArgumentException("iot-jobs-data:" + operation + " is not possible in from(). Use a timer,"
                    + " from(\"timer:jobs?period=60000\").to(\"iot-jobs-data:" + operation + "?thing=...\"),"
                    + " or from(\"iot-jobs-data:startNext?thing=...\") to process jobs.");
        }
        OptionTexts texts = endpoint.texts();
        refuseInFrom("jobId", c.getJobId(), texts);
        refuseInFrom("status", c.getStatus(), texts);
        refuseInFrom("handOver", c.getHandOver(), texts);
        refuseInFrom("release", c.isRelease() ? true : null, texts);
        refuseInFrom("presign", c.getPresign(), texts);
        refuseInFrom("executionNumber", c.getExecutionNumber(), texts);
        refuseInFrom("expectedVersion", c.getExpectedVersion(), texts);
        refuseInFrom("pojoRequest", c.isPojoRequest() ? true : null, texts);
        if (texts.isWritten("session") && !c.isSession()) {
            throw new IllegalArgumentException(
                    "session=false is not possible in from(\"iot-jobs-data:startNext\"): each of its jobs has a "
                            + "session. Leave it out.");
        }
        refuseInFrom(
                "includeJobDocument", texts.isWritten("includeJobDocument") ? c.isIncludeJobDocument() : null, texts);
        session(endpoint);
        things(c);
        stepTimeout(endpoint);
        TraceMember.of(c.getTraceContext());
        ClientSettings.positive("delay", c.getDelay(), MaxDelay.LONGEST, "5s", texts);
        ClientSettings.positive("maxDelay", c.getMaxDelay(), MaxDelay.LONGEST, "1m", texts);
        MaxDelay.refuseUnlessLonger(c.getMaxDelay(), c.getDelay(), texts);
        if (c.getMaxRequestsPerSecond() < 0) {
            throw new IllegalArgumentException(texts.shown("maxRequestsPerSecond", c.getMaxRequestsPerSecond())
                    + " is not possible. Use 1 or more, as in maxRequestsPerSecond=50, or 0 for no limit.");
        }
        if (c.getMaxInFlight() < 1) {
            throw new IllegalArgumentException(texts.shown("maxInFlight", c.getMaxInFlight())
                    + " is not possible: no job would ever run. Use 1 or more, as in maxInFlight=10.");
        }
        PushOptions.check(endpoint);
    }

    /** The options of claims that have a lease. */
    private static void session(IotJobsDataEndpoint endpoint) {
        IotJobsDataConfiguration c = endpoint.getConfiguration();
        OptionTexts texts = endpoint.texts();
        if (c.getWorkerId() != null && !ClaimMarker.isWorkerId(c.getWorkerId())) {
            throw new IllegalArgumentException("workerId=" + Names.shown(c.getWorkerId())
                    + " is not possible: a worker id has 1 to 64 characters of a-z A-Z 0-9 . _ : @ -, as in "
                    + "workerId=edge-3.");
        }
        if (c.getResume() == Resume.own && c.getWorkerId() == null) {
            throw new IllegalArgumentException("resume=own needs a workerId: it takes over at once the jobs that an "
                    + "earlier process with the same id has started. Set an id that only one process uses, as in "
                    + "workerId=edge-3, or use resume=expired.");
        }
        if (c.getLease() == null || c.getLease().compareTo(Worker.SHORTEST_LEASE) < 0) {
            throw new IllegalArgumentException(texts.shown("lease", c.getLease())
                    + " is not possible: the lease could expire during one slow call. Use 15s or more, as in "
                    + "lease=5m.");
        }
        if (c.getLease().compareTo(ClaimMarker.LONGEST_LEASE) > 0) {
            throw new IllegalArgumentException(
                    texts.shown("lease", c.getLease()) + " is not possible: other workers do not accept a lease "
                            + "longer than 1d. Use 15s to 1d, as in lease=5m.");
        }
        ClientSettings.positive("maxRunTime", c.getMaxRunTime(), LONGEST_RUN, "1h", texts);
        if (c.getHeartbeat() != null && !Lease.isHeartbeatPossible(c.getHeartbeat(), c.getLease())) {
            throw new IllegalArgumentException(texts.shown("heartbeat", c.getHeartbeat())
                    + " is not possible with " + texts.shown("lease", c.getLease())
                    + ": if one heartbeat fails, there must be time for another before the lease expires. Use 1s or "
                    + "more and less than half of the lease, as in heartbeat=10s, or leave it out for a third of the "
                    + "lease.");
        }
        if (c.getMaxAttempts() < 1) {
            throw new IllegalArgumentException(texts.shown("maxAttempts", c.getMaxAttempts())
                    + " is not possible: no job would ever run. Use 1 or more, as in maxAttempts=3.");
        }
        if (c.getStepTimeout() != null) {
            StepTimeouts.refuseUnlessLongerThan(
                    "stepTimeout", StepTimeouts.parse("stepTimeout", c.getStepTimeout()), c.getLease());
        }
    }

    /**
     * Refuses settings with which leases expire although nothing fails. Each message shows the values that would work.
     */
    static List<String> risks(IotJobsDataConfiguration c, boolean ownClient) {
        List<String> risks = new ArrayList<>();
        double interval = c.getHeartbeat() == null
                ? c.getLease().toMillis() / 3000.0
                : c.getHeartbeat().toMillis() / 1000.0;
        int perSecond = c.getMaxRequestsPerSecond();
        if (perSecond > 0 && c.getMaxInFlight() / interval > perSecond) {
            boolean own = c.getHeartbeat() != null;
            risks.add(String.format(
                    Locale.ROOT,
                    "maxInFlight=%d with %s needs %d heartbeats a second, and maxRequestsPerSecond=%d lets %d "
                            + "through: jobs that last longer than %ds may lose their lease and run again. Use "
                            + "maxRequestsPerSecond=%d, or %s=%ds, or maxInFlight=%d.",
                    c.getMaxInFlight(),
                    own
                            ? "heartbeat=" + c.getHeartbeat().toSeconds() + "s"
                            : "lease=" + c.getLease().toSeconds() + "s",
                    (long) Math.ceil(c.getMaxInFlight() / interval),
                    perSecond,
                    perSecond,
                    (long) interval,
                    (long) Math.ceil(c.getMaxInFlight() / interval) + 1,
                    own ? "heartbeat" : "lease",
                    (long) Math.ceil((own ? 1.0 : 3.0) * c.getMaxInFlight() / perSecond) + 1,
                    Math.max(1, (long) (perSecond * interval))));
        }
        if (ownClient && c.getApiCallAttemptTimeout().compareTo(c.getLease()) >= 0) {
            risks.add(String.format(
                    Locale.ROOT,
                    "apiCallAttemptTimeout=%ds is not less than lease=%ds: the lease of a claim that takes so long "
                            + "expires before its job is started. Use apiCallAttemptTimeout=%ds or less, or "
                            + "lease=%ds or more.",
                    c.getApiCallAttemptTimeout().toSeconds(),
                    c.getLease().toSeconds(),
                    c.getLease().minus(Lease.SAFETY).toSeconds(),
                    c.getApiCallAttemptTimeout()
                            .multipliedBy(2)
                            .plus(Lease.SAFETY)
                            .toSeconds()));
        }
        return risks;
    }

    /** Refuses things that cannot be polled. A bean is called for its list when the consumer starts. */
    private static void things(IotJobsDataConfiguration c) {
        if (c.getThings() == null) {
            thing(c);
        } else if (c.getThing() != null) {
            throw new IllegalArgumentException("thing=" + c.getThing()
                    + " and things contradict each other: thing is a list of things, and things is a bean that "
                    + "returns one. Keep one of them.");
        }
    }

    /** The things of the option thing, each once, in the given order. */
    static Set<String> thing(IotJobsDataConfiguration c) {
        Set<String> things = new LinkedHashSet<>();
        String all = c.getThing() == null ? "" : c.getThing();
        Arrays.stream(all.split(",", -1)).map(String::strip).forEach(t -> things.add(Names.thing("thing", t)));
        return things;
    }

    private static void stepTimeout(IotJobsDataEndpoint endpoint) {
        String text = endpoint.getConfiguration().getStepTimeout();
        if (text == null) {
            return;
        }
        refuseUnlessWrites("stepTimeout", text, endpoint.getOperation());
        StepTimeout timeout = StepTimeouts.parse("stepTimeout", text);
        if (timeout.equals(StepTimeout.CANCEL) && endpoint.getOperation() == IotJobsDataOperation.startNext) {
            throw new IllegalArgumentException("stepTimeout=" + text + " is not possible with iot-jobs-data:startNext:"
                    + " only update can stop the step timer. Use 1m to 7d, or leave it out.");
        }
    }

    private static void refuseUnlessAboutOneJob(String option, Object value, IotJobsDataOperation operation) {
        if (operation == IotJobsDataOperation.startNext || operation == IotJobsDataOperation.getPending) {
            throw meaningless(option + "=" + value, operation, "only describe and update are for one job");
        }
    }

    private static void refuseUnlessUpdate(String shown, IotJobsDataOperation operation) {
        if (operation != IotJobsDataOperation.update) {
            throw meaningless(shown, operation, "only update reports a status");
        }
    }

    private static void refuseUnlessWrites(String option, Object value, IotJobsDataOperation operation) {
        if (operation == IotJobsDataOperation.describe || operation == IotJobsDataOperation.getPending) {
            throw meaningless(option + "=" + value, operation, "this operation only reads");
        }
    }

    private static IllegalArgumentException meaningless(String shown, IotJobsDataOperation operation, String why) {
        return new IllegalArgumentException(
                shown + " has no meaning for iot-jobs-data:" + operation + ": " + why + ". Leave it out.");
    }

    private static void refuseInFrom(String option, Object value, OptionTexts texts) {
        if (value != null) {
            throw new IllegalArgumentException(texts.shown(option, value) + " has no meaning in"
                    + " from(\"iot-jobs-data:startNext\"), which runs the next job of the thing. Leave it out.");
        }
    }
}
