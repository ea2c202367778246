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
package io.github.cameliot.jobsdata.session;

import static io.github.cameliot.emulator.Operation.UPDATE_JOB_EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.JobsCallException;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.outcome.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A heartbeat or progress without a response, whether it took effect or not: the next write succeeds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LostHeartbeatResponseTest {

    private final BothReadings services = new BothReadings();
    private SessionTestBed bed;

    @AfterAll
    void close() {
        services.close();
    }

    static Stream<Arguments> troubles() {
        return Trouble.inBothReadings();
    }

    static Stream<Arguments> heartbeatThen() {
        Map<String, Consumer<JobSession>> next = Map.of(
                "heartbeat", session -> {},
                "progress",
                        session -> session.update(
                                ExecutionStatus.IN_PROGRESS, JobSession.userDetails(Map.of("n", 1)), null),
                "report", session -> session.finish(Outcome.SUCCEEDED),
                "report in the route", session -> session.update(ExecutionStatus.SUCCEEDED, null, null),
                "release", session -> session.finish(Outcome.released("the worker stops")),
                "hand over", session -> session.handOver(Duration.ofSeconds(9000), null));
        return troubles()
                .filter(t -> List.of(Trouble.RESPONSE_LOST, Trouble.UNAVAILABLE, Trouble.THROTTLED)
                        .contains(t.get()[0]))
                .flatMap(t ->
                        next.entrySet().stream().map(n -> arguments(t.get()[0], t.get()[1], n.getKey(), n.getValue())));
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}, then {2}")
    @MethodSource("heartbeatThen")
    void whateverFollowsAHeartbeatWithoutAResponseSucceedsAtOnce(
            Trouble trouble, boolean conflictCarriesState, String name, Consumer<JobSession> next) {
        bed = services.where(conflictCarriesState);
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, trouble.fault());
        bed.advance(TestWorker.LEASE.dividedBy(3));
        bed.one().tick();
        bed.advance(Duration.ofSeconds(1));
        bed.one().tick();

        next.accept(session);

        assertThat(session.isLost()).isFalse();
        assertThat(session.version()).isEqualTo(bed.execution().versionNumber());
        assertThat(session.state())
                .isEqualTo(
                        switch (name) {
                            case "report", "report in the route" -> State.REPORTED;
                            case "release" -> State.RELEASED;
                            case "hand over" -> State.HANDED;
                            default -> State.OPEN;
                        });
    }

    @ParameterizedTest(name = "{0}, conflict with state: {1}")
    @MethodSource("troubles")
    void progressWithoutAResponseIsToldToTheRouteAndSucceedsWhenRepeated(
            Trouble trouble, boolean conflictCarriesState) {
        bed = services.where(conflictCarriesState);
        JobSession session = bed.claim();
        bed.failNext(UPDATE_JOB_EXECUTION, trouble.fault());
        Runnable progress = () ->
                session.update(ExecutionStatus.IN_PROGRESS, JobSession.userDetails(Map.of("step", "flash")), null);

        assertThat(catchThrowable(progress::run)).isInstanceOf(JobsCallException.class);
        progress.run();

        assertThat(bed.execution().statusDetails())
                .containsEntry("step", "flash")
                .containsKey(ClaimMarker.KEY);
        session.finish(Outcome.SUCCEEDED);
        assertThat(session.state()).isEqualTo(State.REPORTED);
    }
}
