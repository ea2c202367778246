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

import static io.github.cameliot.jobsdata.client.FailingCall.REPORT;
import static io.github.cameliot.jobsdata.client.FailingCall.SOON;
import static io.github.cameliot.jobsdata.client.FailingCall.assertMayHaveTakenEffect;
import static io.github.cameliot.jobsdata.client.FailingCall.failure;
import static io.github.cameliot.jobsdata.client.FailingCall.stub;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionResponse;

/** A call that failed after it was sent, without a response that proves the contrary, may have taken effect. */
class AmbiguousCallTest {

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noResponseInTimeMayHaveTakenEffect(boolean attemptTimeout) throws IOException {
        try (UnresponsiveServer server = UnresponsiveServer.thatNeverResponds()) {
            JobsCallException failure = failure(
                    server.url(),
                    b -> b.overrideConfiguration(
                            o -> o.apiCallTimeout(attemptTimeout ? null : SOON).apiCallAttemptTimeout(SOON)));

            assertMayHaveTakenEffect(failure);
            assertThat(failure).hasMessageContainingAll("no response", "not known");
        }
    }

    @ParameterizedTest
    @MethodSource("io.github.cameliot.jobsdata.client.FailingCall#httpClients")
    void aConnectionThatBreaksMayHaveCarriedTheRequest(SdkHttpClient.Builder<?> http) throws IOException {
        try (UnresponsiveServer server = UnresponsiveServer.thatHangsUp()) {
            assertMayHaveTakenEffect(failure(server.url(), b -> b.httpClientBuilder(http)));
        }
    }

    @Test
    void aReadThatTimesOutMayHaveTakenEffect() {
        assertMayHaveTakenEffect(failure(stub(new SocketTimeoutException("Read timed out"))));
    }

    @Test
    void whatAClientThrowsOtherwiseMayHaveTakenEffectAndAnErrorPasses() {
        RuntimeException odd = new UnsupportedOperationException("odd");

        JobsCallException failure = failure(new Throwing(() -> {
            throw odd;
        }));

        assertMayHaveTakenEffect(failure);
        assertThat(failure).hasCause(odd).hasMessageContaining("odd");
        assertThatThrownBy(() -> new JobsDataClient(new Throwing(() -> {
                            throw new OutOfMemoryError("on purpose");
                        }))
                        .update(REPORT))
                .isInstanceOf(OutOfMemoryError.class);
    }

    @ParameterizedTest
    @CsvSource({
        // the attempts of one call, whether it may have taken effect, whether a request may have reached the service
        "409, false, true",
        "503 409, true, true",
        "reset 409, true, true",
        "refused 409, true, true", // the text of an earlier failure proves nothing
        "reset 503 404, true, true",
        "429 409, false, true",
        "429 429 429, false, true",
        "500 429 429, true, true",
        "503 503 503, true, true",
        "refused refused refused, false, false",
        "reset refused refused, true, true",
        "429 429 refused, false, true",
    })
    void aRefusalAfterAnAttemptWithoutAResponseMayBeItsOwnEffect(String attempts, boolean ambiguous, boolean sent) {
        JobsCallException failure = failure(stub(Stream.of(attempts.split(" "))
                .map(a -> switch (a) {
                    case "reset" -> new SocketException("Connection reset");
                    case "refused" -> new ConnectException("Connection refused");
                    default -> Integer.valueOf(a);
                })
                .toArray()));

        assertThat(failure.isAmbiguous()).isEqualTo(ambiguous);
        assertThat(failure.wasSent()).isEqualTo(sent);
    }

    /** A client that is not the SDK's. */
    private record Throwing(Runnable call) implements IotJobsDataPlaneClient {

        @Override
        public UpdateJobExecutionResponse updateJobExecution(UpdateJobExecutionRequest request) {
            call.run();
            return null;
        }

        @Override
        public String serviceName() {
            return "iot-jobs-data";
        }

        @Override
        public void close() {}
    }
}
