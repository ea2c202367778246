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
package io.github.cameliot.jobsdata.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.claim.TakeOver.Decision;
import io.github.cameliot.jobsdata.lease.Lease;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.JobExecution;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class TakeOverTest {

    /** In seconds; what a marker says beyond it is not believed. */
    private static final int LONGEST_LEASE = 86_400;

    private static final Instant UPDATED = Instant.parse("2026-11-01T12:00:00Z");
    private static final String MARK = "v1 worker=%s run=%s claim=9b1d attempt=%d lease=%d state=%s";

    @Property(tries = 500)
    void aClaimThatRunsIsNeverTakenBeforeItsOwnLeaseAndTheMargin(
            @ForAll @IntRange(min = 15, max = LONGEST_LEASE) int lease,
            @ForAll @IntRange(min = -1_000, max = 200_000) int age,
            @ForAll @IntRange(min = 1, max = 5) int attempt,
            @ForAll Resume resume) {
        JobExecution execution = marked(MARK.formatted("other", "r1", attempt, lease, "run"));

        Decision decision = TakeOver.decide(execution, at(age), Duration.ZERO, worker(resume));

        boolean late = age >= lease + Lease.MARGIN.toSeconds();
        assertThat(decision instanceof Decision.Wait).isEqualTo(resume == Resume.never || !late);
    }

    @Property(tries = 500)
    void onceItMayBeTakenItMayBeTakenLater(
            @ForAll ClaimMarker.State state,
            @ForAll Resume resume,
            @ForAll @IntRange(min = 0, max = 2_000) int age,
            @ForAll @IntRange(min = 0, max = 2_000) int more) {
        String until = state == ClaimMarker.State.handed ? " until=" + UPDATED.plusSeconds(900) : "";
        JobExecution execution = marked(MARK.formatted("other", "r1", 1, 300, state) + until);

        if (TakeOver.decide(execution, at(age), Duration.ZERO, worker(resume)) instanceof Decision.Take take) {
            assertThat(TakeOver.decide(execution, at(age + more), Duration.ZERO, worker(resume)))
                    .isEqualTo(take);
        }
    }

    @Property(tries = 500)
    void whatIsLeftOfTheWaitIsExact(
            @ForAll @IntRange(min = 15, max = 1_000) int lease, @ForAll @IntRange(min = 0, max = 1_000) int age) {
        JobExecution execution = marked(MARK.formatted("other", "r1", 1, lease, "run"));

        if (TakeOver.decide(execution, at(age), Duration.ZERO, worker(Resume.expired)) instanceof Decision.Wait wait) {
            assertThat(TakeOver.decide(
                            execution, at(age + (int) wait.left().toSeconds()), Duration.ZERO, worker(Resume.expired)))
                    .isEqualTo(new Decision.Take(2));
        }
    }

    @Property(tries = 300)
    void withoutAMarkOurLeaseCounts(@ForAll @IntRange(min = 0, max = 1_000) int age, @ForAll String damaged) {
        Decision decision = TakeOver.decide(marked(damaged), at(age), Duration.ZERO, worker(Resume.expired));

        assertThat(decision instanceof Decision.Take).isEqualTo(age >= 303);
    }

    @Example
    void withoutADateOnlyWhatNeedsNoClockIsTaken() {
        JobExecution released = marked(MARK.formatted("other", "r1", 1, 300, "released"));
        JobExecution running = marked(MARK.formatted("other", "r1", 1, 300, "run"));
        JobExecution handed =
                marked(MARK.formatted("other", "r1", 1, 300, "handed") + " until=" + UPDATED.plusSeconds(900));

        assertThat(TakeOver.decide(released, Optional.empty(), Duration.ZERO, worker(Resume.expired)))
                .isEqualTo(new Decision.Take(2));
        assertThat(TakeOver.decide(running, Optional.empty(), Duration.ZERO, worker(Resume.expired)))
                .isInstanceOf(Decision.Wait.class);
        assertThat(TakeOver.decide(handed, Optional.empty(), Duration.ZERO, worker(Resume.expired)))
                .isInstanceOf(Decision.Wait.class);
    }

    @Property(tries = 500)
    void whatWasSeenUnchangedForItsLeaseAndTheMarginIsTakenWhateverTheDate(
            @ForAll @IntRange(min = 15, max = 1_000) int lease,
            @ForAll @IntRange(min = 0, max = 2_000) int seen,
            @ForAll @IntRange(min = -10_000, max = 10) int wrongAge) {
        JobExecution execution = marked(MARK.formatted("other", "r1", 1, lease, "run"));
        Duration unchanged = Duration.ofSeconds(seen);

        boolean taken = seen >= lease + Lease.MARGIN.toSeconds();

        assertThat(TakeOver.decide(execution, at(wrongAge), unchanged, worker(Resume.expired)) instanceof Decision.Take)
                .isEqualTo(taken);
        assertThat(
                        TakeOver.decide(execution, Optional.empty(), unchanged, worker(Resume.expired))
                                instanceof Decision.Take)
                .isEqualTo(taken);
    }

    @Example
    void aHandOverIsCountedFromItsWriteWhereThereIsNoDate() {
        JobExecution handed =
                marked(MARK.formatted("other", "r1", 1, 300, "handed") + " until=" + UPDATED.plusSeconds(900));

        assertThat(TakeOver.decide(handed, Optional.empty(), Duration.ofSeconds(902), worker(Resume.expired)))
                .isInstanceOf(Decision.Wait.class);
        assertThat(TakeOver.decide(handed, Optional.empty(), Duration.ofSeconds(903), worker(Resume.expired)))
                .isEqualTo(new Decision.Take(2));
    }

    @Example
    void ownTakesAtOnceWhatAnEarlierProcessHadAndWaitsForThisOne() {
        JobExecution earlier = marked(MARK.formatted("edge-3", "before", 1, 300, "run"));
        JobExecution thisOne = marked(MARK.formatted("edge-3", "now", 1, 300, "run"));

        assertThat(TakeOver.decide(earlier, at(1), Duration.ZERO, worker(Resume.own)))
                .isEqualTo(new Decision.Take(2));
        assertThat(TakeOver.decide(thisOne, at(1), Duration.ZERO, worker(Resume.own)))
                .isInstanceOf(Decision.Wait.class);
        assertThat(TakeOver.decide(earlier, at(1), Duration.ZERO, worker(Resume.expired)))
                .isInstanceOf(Decision.Wait.class);
    }

    @Example
    void ownDoesNotTakeAtOnceWhatAnEarlierProcessHandedOver() {
        JobExecution handed =
                marked(MARK.formatted("edge-3", "before", 1, 300, "handed") + " until=" + UPDATED.plusSeconds(900));

        assertThat(TakeOver.decide(handed, at(600), Duration.ZERO, worker(Resume.own)))
                .isInstanceOf(Decision.Wait.class);
        assertThat(TakeOver.decide(handed, at(903), Duration.ZERO, worker(Resume.own)))
                .isEqualTo(new Decision.Take(2));
    }

    @Example
    void aWorkerIdThatNobodyNamedPromisesNothing() {
        JobExecution earlier = marked(MARK.formatted("edge-3", "before", 1, 300, "run"));
        Worker byHostName = new Worker("edge-3", false, "now", Duration.ofMinutes(5), Resume.own, 3);

        assertThat(TakeOver.decide(earlier, at(1), Duration.ZERO, byHostName)).isInstanceOf(Decision.Wait.class);
    }

    @Property(tries = 200)
    void pastMaxAttemptsItIsGivenUpAndNotTaken(@ForAll @IntRange(min = 1, max = 100) int attempt) {
        JobExecution execution = marked(MARK.formatted("other", "r1", attempt, 300, "run"));

        Decision decision = TakeOver.decide(execution, at(400), Duration.ZERO, worker(Resume.expired));

        assertThat(decision).isEqualTo(attempt >= 3 ? new Decision.Fail(attempt) : new Decision.Take(attempt + 1));
    }

    @Example
    void aForgedDeadlineOrLeaseIsBelievedUpToTheLongestOnes() {
        JobExecution handed = marked(MARK.formatted("other", "r1", 1, 300, "handed") + " until=9999-12-31T23:59:59Z");
        JobExecution running = marked(MARK.formatted("other", "r1", 1, 999_999_999, "run"));
        int week = (int) Duration.ofDays(7).toSeconds();
        int day = (int) Duration.ofDays(1).toSeconds();

        assertThat(TakeOver.decide(handed, at(week + 2), Duration.ZERO, worker(Resume.expired)))
                .isInstanceOf(Decision.Wait.class);
        assertThat(TakeOver.decide(handed, at(week + 3), Duration.ZERO, worker(Resume.expired)))
                .isEqualTo(new Decision.Take(2));
        assertThat(TakeOver.decide(handed, Optional.empty(), Duration.ofDays(8), worker(Resume.expired)))
                .isEqualTo(new Decision.Take(2));
        assertThat(TakeOver.decide(running, at(day + 2), Duration.ZERO, worker(Resume.expired)))
                .isInstanceOf(Decision.Wait.class);
        assertThat(TakeOver.decide(running, at(day + 3), Duration.ZERO, worker(Resume.expired)))
                .isEqualTo(new Decision.Take(2));
    }

    @Property(tries = 500)
    void timesThatCannotBeThoseOfAnUpdateAreNotBelieved(
            @ForAll ClaimMarker.State state,
            @ForAll @IntRange(min = 0, max = 302) int seen,
            @ForAll("impossible") Instant updatedAt) {
        String until = state == ClaimMarker.State.handed ? " until=" + UPDATED.plusSeconds(900) : "";
        JobExecution execution = marked(MARK.formatted("other", "r1", 1, 300, state) + until, updatedAt);

        Decision decision = TakeOver.decide(execution, at(60), Duration.ofSeconds(seen), worker(Resume.expired));

        assertThat(decision instanceof Decision.Take).isEqualTo(state == ClaimMarker.State.released);
        if (decision instanceof Decision.Wait wait) {
            assertThat(wait.age()).isNull();
            assertThat(wait.left()).isEqualTo(Duration.ofSeconds(state == ClaimMarker.State.handed ? 843 : 303 - seen));
        }
    }

    @Provide
    Arbitrary<Instant> impossible() {
        return Arbitraries.of(
                Instant.ofEpochMilli(UPDATED.getEpochSecond()), // written as seconds, taken for milliseconds
                Instant.ofEpochSecond(UPDATED.toEpochMilli()),
                Instant.EPOCH,
                Instant.MIN,
                Instant.MAX);
    }

    @Example
    void aHandOverThatHasExpiredIsTakenThoughItsTimesAreInMilliseconds() {
        JobExecution handed = marked(
                MARK.formatted("other", "r1", 1, 300, "handed") + " until=" + UPDATED.plusSeconds(900),
                Instant.ofEpochSecond(UPDATED.toEpochMilli()));

        assertThat(TakeOver.decide(handed, at(902), Duration.ZERO, worker(Resume.expired)))
                .isInstanceOf(Decision.Wait.class);
        assertThat(TakeOver.decide(handed, at(903), Duration.ZERO, worker(Resume.expired)))
                .isEqualTo(new Decision.Take(2));
    }

    @Property(tries = 500)
    void noNumberOfAMarkerBreaksTheDecision(
            @ForAll ClaimMarker.State state,
            @ForAll int attempt,
            @ForAll int lease,
            @ForAll("impossible") Instant updatedAt,
            @ForAll("impossible") Instant until) {
        String text = MARK.formatted("other", "r1", attempt, lease, state) + " until=" + until;
        Worker patient = new Worker("edge-3", true, "now", Duration.ofMinutes(5), Resume.expired, Integer.MAX_VALUE);

        Decision decision = TakeOver.decide(marked(text, updatedAt), at(0), Duration.ZERO, patient);

        if (decision instanceof Decision.Take take) {
            assertThat(patient.marker(take.attempt()).attempt()).isPositive();
        }
    }

    private static JobExecution marked(String mark) {
        return marked(mark, UPDATED);
    }

    private static JobExecution marked(String mark, Instant updatedAt) {
        return new JobExecution(
                "pump-12",
                "ota-7",
                1,
                2,
                ExecutionStatus.IN_PROGRESS,
                Map.of(ClaimMarker.KEY, mark),
                UPDATED.minusSeconds(9),
                UPDATED.minusSeconds(1),
                updatedAt,
                null,
                null);
    }

    private static Optional<Instant> at(int age) {
        return Optional.of(UPDATED.plusSeconds(age));
    }

    private static Worker worker(Resume resume) {
        return new Worker("edge-3", true, "now", Duration.ofMinutes(5), resume, 3);
    }
}
