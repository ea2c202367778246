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

import static io.github.cameliot.jobsdata.hang.TestBed.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.cameliot.emulator.ExecutionStatus;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A route that is suspended while a job runs longer than the shutdown timeout. */
@ExtendWith(SideBySide.class)
class SuspendTest {

    @Test
    void aJobThatOutlivesTheTimeoutOfSuspendIsReleased() throws Exception {
        try (TestBed bed = TestBed.open()) {
            String thing = "outlives";
            suspendedPastItsTimeout(bed, thing);

            bed.endJobs();

            within(TestBed.SOON_SECONDS).untilAsserted(() -> assertThat(bed.isReleased(thing))
                    .as("%s", bed.execution(thing))
                    .isTrue());
        }
    }

    @Test
    void aRouteThatIsResumedAfterThatWorksOffItsJobs() throws Exception {
        try (TestBed bed = TestBed.open()) {
            String thing = "resumed";
            RouteController routes = suspendedPastItsTimeout(bed, thing);
            bed.endJobs();
            bed.emulator().createJob("queued", "{}", thing);

            routes.resumeRoute(thing);

            within(TestBed.SOON_SECONDS)
                    .until(() -> bed.emulator().execution(thing, "queued").status() == ExecutionStatus.SUCCEEDED);
        }
    }

    @Test
    void aRouteThatIsStartedAndDoesNotPollIsNotHealthy() throws Exception {
        try (TestBed bed = TestBed.open()) {
            String thing = "polls";
            Worker worker = held(bed, thing);
            worker.camel().getRouteController().suspendRoute(thing, 1, TimeUnit.SECONDS);
            bed.endJobs();
            worker.camel().getRouteController().resumeRoute(thing);

            int before = polls(bed);

            within(TestBed.SOON_SECONDS).untilAsserted(() -> assertThat(
                            polls(bed) > before || worker.health(thing).getState() == HealthCheck.State.DOWN)
                    .as("polls, or says that it does not")
                    .isTrue());
        }
    }

    @Test
    void aRouteThatWasSuspendedPastItsTimeoutStopsWithoutAnError() throws Exception {
        try (Logs logs = Logs.open();
                TestBed bed = TestBed.open()) {
            String thing = "stopped";
            RouteController routes = suspendedPastItsTimeout(bed, thing);
            bed.endJobs();

            assertThatCode(() -> {
                        routes.resumeRoute(thing);
                        routes.suspendRoute(thing);
                        routes.stopRoute(thing);
                    })
                    .doesNotThrowAnyException();

            assertThat(logs.with(thing, "NullPointerException")).isEmpty();
        }
    }

    private static int polls(TestBed bed) {
        return bed.proxy()
                .calls(call -> call.isDescribe() || call.isStartNext())
                .size();
    }

    private static RouteController suspendedPastItsTimeout(TestBed bed, String thing) throws Exception {
        RouteController routes = held(bed, thing).camel().getRouteController();
        routes.suspendRoute(thing, 1, TimeUnit.SECONDS);
        return routes;
    }

    /** A worker with a job in the first of two steps. */
    private static Worker held(TestBed bed, String thing) throws Exception {
        bed.jobs(List.of(thing));
        Runs runs = new Runs();
        Worker worker = bed.worker();
        worker.routes(new RouteBuilder() {
            @Override
            public void configure() {
                from(worker.jobsOf(thing, ""))
                        .routeId(thing)
                        .process(runs.then(bed::hold))
                        .process(exchange -> {});
            }
        });
        within(TestBed.START_SECONDS).until(() -> !runs.all().isEmpty());
        return worker;
    }
}
