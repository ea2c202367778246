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
package io.github.cameliot.emulator.admin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.Capacity;
import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.Limits;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.PageRequest;
import io.github.cameliot.emulator.core.Rules;
import io.github.cameliot.emulator.core.ServiceEvent;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A state that is saved and loaded gives the same responses as before, and goes on in the same way: random calls before
 * and after it.
 */
class StateRoundTripTest {

    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-30T10:00:00.123456Z"));
    private final AccountRegistry original = registry();
    private final AccountRegistry copy = registry();
    private final List<List<String>> changes = List.of(changesOf(original), changesOf(copy));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatIsLoadedGoesOnLikeTheOriginal(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 4; round++) {
            RandomCalls.populate(original.standard());
            for (int i = 0; i < 60; i++) {
                // The order of timers that are due at the same time is not saved.
                clock.advance(Duration.ofMillis(1));
                RandomCalls.make(random.nextLong(), original.standard());
            }
            for (int i = 0; i < 40; i++) {
                if (i % 5 == 0) {
                    saveAndLoad();
                }
                long move = random.nextLong();
                clock.advance(Duration.ofMillis(random.nextInt(70_000)));
                assertThat(RandomCalls.make(move, copy.standard()))
                        .isEqualTo(RandomCalls.make(move, original.standard()));
                assertThat(changes.get(1)).isEqualTo(changes.get(0));
            }
            assertThat(observed(copy.standard())).isEqualTo(observed(original.standard()));
        }
    }

    private void saveAndLoad() {
        load(save(original.standard()), copy);
        changes.forEach(List::clear);
        assertThat(observed(copy.standard())).isEqualTo(observed(original.standard()));
    }

    private List<String> changesOf(AccountRegistry accounts) {
        List<String> texts = new ArrayList<>();
        accounts.standard().listen(events -> events.forEach(event -> texts.add(text(event))));
        return texts;
    }

    private static String text(ServiceEvent event) {
        return event instanceof ServiceEvent.JobChanged job
                ? job.at() + " " + job.change() + " " + job.job().request().jobId() + " "
                        + job.job().count(ExecutionStatus.QUEUED)
                : event.toString();
    }

    private AccountRegistry registry() {
        AccountRegistry accounts = new AccountRegistry(
                clock,
                new Arns("eu-west-1", "210987654321"),
                new Rules(Limits.DOCUMENTED, Readings.DEFAULT, Capacity.DEFAULT));
        accounts.delayNewJobs(Duration.ofSeconds(40));
        accounts.delayCancellations(Duration.ofSeconds(50));
        accounts.delayDeletions(Duration.ofSeconds(60));
        accounts.delayTimeouts(Duration.ofSeconds(20));
        return accounts;
    }

    private byte[] save(JobsCore core) {
        return Json.bytes(StateWriter.json(core, clock.instant()));
    }

    private static void load(byte[] json, AccountRegistry accounts) {
        StateReader.load(accounts, accounts.standard().home(), Body.parse(json, "It"));
    }

    /** Everything that a client could see, and the saved state without the random ids of new things. */
    private List<Object> observed(JobsCore core) {
        List<Object> seen = new ArrayList<>();
        for (String thing : RandomCalls.THINGS) {
            seen.add(core.executions().all(thing));
            seen.add(RandomCalls.responseOf(() -> core.dataPlane().describeNext(thing)));
            seen.add(RandomCalls.responseOf(() -> core.dataPlane().pending(thing)));
        }
        for (String job : RandomCalls.JOBS) {
            seen.add(RandomCalls.responseOf(() -> core.jobs().describe(job).state()));
            seen.add(RandomCalls.responseOf(() -> core.jobs().describe(job).times()));
            seen.add(RandomCalls.responseOf(() -> core.jobs().describe(job).identity()));
            seen.add(RandomCalls.responseOf(() -> core.jobs().document(job, false)));
            seen.add(RandomCalls.responseOf(() -> Stream.of(ExecutionStatus.values())
                    .map(core.jobs().describe(job)::count)
                    .toList()));
            seen.add(RandomCalls.responseOf(() -> core.executions()
                    .ofJob(job, null, PageRequest.of(250L, null))
                    .items()));
        }
        seen.add(core.events().view());
        seen.add(core.overview().sizes());
        seen.add(withoutIds(StateWriter.json(core, Instant.EPOCH)).toString());
        return seen;
    }

    private static JsonNode withoutIds(ObjectNode state) {
        state.get("things").forEach(thing -> ((ObjectNode) thing).remove("thingId"));
        state.get("groups").forEach(group -> ((ObjectNode) group).remove("thingGroupId"));
        return state;
    }
}
