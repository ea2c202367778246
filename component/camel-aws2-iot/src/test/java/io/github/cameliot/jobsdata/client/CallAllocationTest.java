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
package io.github.cameliot.jobsdata.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.model.Names;
import io.github.cameliot.jobsdata.model.StatusDetails;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;

/** What our calls allocate beside the SDK's own: counted, not timed, over an HTTP client without a network. */
class CallAllocationTest {

    private static final StatusDetails STATUS_DETAILS = StatusDetails.of(RawCall.DETAILS);

    private static final int MOST_ADDED = 1_200;

    /** Timeouts on a request make the SDK copy its configuration. */
    private static final int MOST_ADDED_WITH_TIMEOUTS = 2_400;

    @ParameterizedTest
    @EnumSource
    void aCallAddsLittleToTheRawCall(RawCall call) {
        IotJobsDataPlaneClient sdk = call.client();
        IotJobsDataPlaneClient checking = call.client(new ResponseCheck());
        JobsDataClient users = new JobsDataClient(sdk);
        JobsDataClient ours = JobsDataClient.ofOurs(checking, checking);

        long[] bytes = AllocatedBytes.of(() -> call.on(sdk), () -> make(call, ours), () -> make(call, users));
        long raw = bytes[0];
        long addedByOurs = bytes[1] - raw;
        long addedToUsers = bytes[2] - raw;

        assertThat(addedByOurs)
                .as("bytes of %s, our client, over %s of the raw call", call, raw)
                .isBetween(1L, (long) MOST_ADDED);
        assertThat(addedToUsers)
                .as("bytes of %s, a user's client, over %s of the raw call", call, raw)
                .isBetween(1L, (long) MOST_ADDED);
    }

    @Test
    void aBoundThatIsShorterThanTheClientsOwnAddsTimeoutsToTheRequestAndALongerOneNothing() {
        RawCall update = RawCall.UPDATE;
        IotJobsDataPlaneClient sdk = update.client();
        JobsDataClient shorter = new JobsDataClient(sdk).singleAttempt(Duration.ofSeconds(5));
        JobsDataClient longer = new JobsDataClient(sdk).singleAttempt(Duration.ofSeconds(50));

        long[] bytes = AllocatedBytes.of(() -> update.on(sdk), () -> make(update, shorter), () -> make(update, longer));
        long addedByShorter = bytes[1] - bytes[0];
        long addedByLonger = bytes[2] - bytes[0];

        assertThat(addedByShorter).isBetween(1L, (long) MOST_ADDED_WITH_TIMEOUTS);
        assertThat(addedByLonger).isBetween(1L, (long) MOST_ADDED);
    }

    /** The same call through our client. */
    private static Object make(RawCall call, JobsDataClient jobs) {
        return switch (call) {
            case DESCRIBE -> jobs.describe("pump-12", Names.NEXT, null, false);
            case GET_PENDING -> jobs.getPending("pump-12");
            case START_NEXT -> jobs.startNext("pump-12", STATUS_DETAILS, null);
            case UPDATE ->
                jobs.update(new Update("pump-12", "ota-7", ExecutionStatus.SUCCEEDED, 1L, 2L, STATUS_DETAILS, null));
        };
    }
}
