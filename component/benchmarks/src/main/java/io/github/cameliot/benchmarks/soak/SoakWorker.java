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
package io.github.cameliot.benchmarks.soak;

import static io.github.cameliot.jobsdata.IotJobsDataConstants.OUTCOME_REASON;
import static io.github.cameliot.jobsdata.IotJobsDataConstants.SESSION;
import static io.github.cameliot.jobsdata.IotJobsDataConstants.UPDATE_STATUS;
import static io.github.cameliot.jobsdata.IotJobsDataConstants.UPDATE_STATUS_DETAILS;

import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.JobRejectedException;
import io.github.cameliot.jobsdata.Things;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.session.JobSession;
import io.github.cameliot.jobsdata.session.Loss;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A worker in a process of its own: does what the job documents say, and reports each step on its standard output. */
public final class SoakWorker extends RouteBuilder {

    private static final String WORK = "work";

    private final int maxInFlight;

    private SoakWorker(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /**
     * Runs until standard input ends or the process is terminated.
     *
     * @param args the endpoint, the name of this worker, the things, separated by commas, and how often it measures its heap,
     *     as in {@code PT1M}
     */
    public static void main(String[] args) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            Runtime.getRuntime().addShutdownHook(new Thread(context::stop));
            context.getShutdownStrategy().setTimeout(2);
            IotJobsDataConfiguration options = context.getComponent("iot-jobs-data", IotJobsDataComponent.class)
                    .getConfiguration();
            options.setUriEndpointOverride(args[0]);
            options.setRegion("us-east-1");
            options.setAccessKey("soak");
            options.setSecretKey("soak");
            options.setWorkerId(args[1]);
            options.setLease(Settings.LEASE);
            options.setMaxAttempts(Settings.MAX_ATTEMPTS);
            options.setDelay(Duration.ofMillis(250));
            options.setMaxDelay(Duration.ofSeconds(2));
            List<String> things = List.of(args[2].split(","));
            context.getRegistry().bind("things", Things.class, new ChangingThings(things, args[1]));
            context.addRoutes(new SoakWorker(things.size()));
            context.start();
            say(WorkerMessage.of(WorkerMessage.Kind.READY));
            HeapMeter.start(Duration.parse(args[3]), SoakWorker::say);
            while (System.in.read() >= 0) {
                // until the parent closes the stream or has ended
            }
        }
    }

    @Override
    public void configure() {
        from("iot-jobs-data:startNext?things=#things&maxInFlight=" + maxInFlight)
                .process(SoakWorker::begin)
                .filter(header(UPDATE_STATUS).isNotNull())
                .doTry()
                .to("iot-jobs-data:update")
                .doCatch(Exception.class)
                .process(SoakWorker::refused)
                .end()
                .end()
                .process(SoakWorker::finish);
    }

    private static void begin(Exchange exchange) throws InterruptedException {
        JobSession session = session(exchange);
        Work work = Work.parse(exchange.getMessage().getBody(String.class));
        say(WorkerMessage.of(
                WorkerMessage.Kind.START,
                session.execution().thing(),
                session.execution().jobId(),
                session.execution().executionNumber(),
                claim(session),
                session.fencingToken().versionNumber()));
        session.onEnd(() -> say(WorkerMessage.of(
                WorkerMessage.Kind.CLOSED,
                claim(session),
                session.state(),
                session.loss().map(Loss::name).orElse("none"))));
        exchange.setProperty(WORK, work);
        Thread.sleep(work.millis() / 2);
        if (work.end() == Work.End.PROGRESS) {
            exchange.getMessage().setHeader(UPDATE_STATUS, "IN_PROGRESS");
            exchange.getMessage().setHeader(UPDATE_STATUS_DETAILS, Map.of("step", "half"));
        } else if (work.end() == Work.End.REPORT) {
            Thread.sleep(work.millis() / 2);
            exchange.getMessage().setHeader(UPDATE_STATUS, "SUCCEEDED");
            exchange.getMessage()
                    .setHeader(UPDATE_STATUS_DETAILS, Map.of(JobSession.REASON, end(session, "SUCCEEDED")));
        }
    }

    /** A progress update may be refused; a terminal update of the route may not. */
    private static void refused(Exchange exchange) {
        Work work = exchange.getProperty(WORK, Work.class);
        if (work.end() == Work.End.REPORT) {
            throw new IllegalStateException(end(session(exchange), "FAILED"));
        }
    }

    private static void finish(Exchange exchange) throws Exception {
        Work work = exchange.getProperty(WORK, Work.class);
        JobSession session = session(exchange);
        if (work.end() == Work.End.REPORT) {
            return;
        }
        Thread.sleep(work.millis() / 2);
        switch (work.end()) {
            case FAIL -> throw new IllegalStateException(end(session, "FAILED"));
            case REJECT -> throw new JobRejectedException(end(session, "REJECTED"));
            default -> exchange.getMessage().setHeader(OUTCOME_REASON, end(session, "SUCCEEDED"));
        }
    }

    /** Reports how the run ends, and returns the reason to report, which is unique for this run and this end. */
    private static String end(JobSession session, String status) {
        say(WorkerMessage.of(WorkerMessage.Kind.END, claim(session), status));
        return Run.reason(claim(session), status);
    }

    private static JobSession session(Exchange exchange) {
        return exchange.getProperty(SESSION, JobSession.class);
    }

    private static String claim(JobSession session) {
        return ClaimMarker.in(session.execution().statusDetails())
                .map(ClaimMarker::claimId)
                .orElse("none");
    }

    private static void say(WorkerMessage message) {
        synchronized (System.out) {
            System.out.println(message.line());
            System.out.flush();
        }
    }
}
