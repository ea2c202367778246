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
package io.github.cameliot.control;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.Operation;
import io.github.cameliot.jobsdata.client.JobsCallException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.iot.model.AbortCriteria;

/** Creating is safe to repeat: one job comes of it, and another job under its id is never taken for it. */
class CreateTwiceTest {

    private static final String SAME =
            "iot-jobs:create?jobId=ota-7&thing=pump-12&inProgressTimeout=10m&retry=FAILED:2&maximumPerMinute=9";

    @Test
    void theSameJobIsFoundAndToldApart() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            Exchange first = bench.sent(SAME, "{\"a\":1,\"b\":[1.50]}");

            Exchange again = bench.sent(SAME + "&description=other words", "{ \"b\" : [1.5], \"a\" : 1 }");

            assertThat(first.getMessage().getHeader("CamelAwsIotJobsCreated")).isEqualTo(true);
            assertThat(again.getMessage().getHeader("CamelAwsIotJobsCreated")).isEqualTo(false);
            assertThat(again.getMessage().getHeader("CamelAwsIotJobsJobArn"))
                    .isEqualTo(first.getMessage().getHeader("CamelAwsIotJobsJobArn"));
            assertThat(again.getMessage().getHeader("CamelAwsIotJobsJobId")).isEqualTo("ota-7");
            assertThat(bench.count(Operation.DESCRIBE_JOB)).isEqualTo(1);
            assertThat(bench.count(Operation.GET_JOB_DOCUMENT)).isEqualTo(1);
        }
    }

    @Test
    void theSameJobIsFoundThoughThingsDoNotGetItsMembersThatAreNull() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            String document = "{\"a\":null,\"b\":{\"c\":null},\"d\":[null,1],\"e\":1.10}";
            bench.sent(SAME, document);

            Exchange again = bench.sent(SAME, document);
            Exchange other = bench.send(SAME, "{\"b\":{},\"d\":[null,1],\"e\":1.10}");

            assertThat(again.getMessage().getHeader("CamelAwsIotJobsCreated")).isEqualTo(false);
            assertThat(other.getException()).isInstanceOf(JobConflictException.class);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CamelAwsIotJobsThing | pump-17 | targets",
                "CamelAwsIotJobsInProgressTimeout | 11m | inProgressTimeout (requested 11m, found 10m)",
                "CamelAwsIotJobsRetry | TIMED_OUT:2 | retry (requested TIMED_OUT:2, found FAILED:2)",
                "CamelAwsIotJobsTargetSelection | CONTINUOUS | targetSelection (requested CONTINUOUS, found SNAPSHOT)",
                "CamelAwsIotJobsMaximumPerMinute | 10 | maximumPerMinute (requested 10, found 9)",
            })
    void anotherJobUnderTheIdIsAnErrorThatNamesWhatDiffers(String header, String value, String differs) {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12", "pump-17");
            bench.sent(SAME, "{\"a\":1}");

            Exchange other = bench.send(SAME, "{\"a\":1}", Map.of(header, value));

            assertThat(other.getException())
                    .isInstanceOfSatisfying(JobConflictException.class, e -> assertThat(e.differences())
                            .containsExactly(differs))
                    .hasMessageContainingAll("ota-7", differs);
            assertThat(other.getMessage().getHeaders()).doesNotContainKey("CamelAwsIotJobsCreated");
        }
    }

    @Test
    void aDifferentDocumentIsNamedAndNotShown() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.sent(SAME, "{\"pin\":\"SESAME1\"}");

            Exchange other = bench.send(SAME, "{\"pin\":\"SESAME2\"}");

            assertThat(other.getException())
                    .isInstanceOf(JobConflictException.class)
                    .hasMessageContaining("document")
                    .hasMessageNotContaining("SESAME");
            assertThat(bench.document("ota-7")).contains("SESAME1");
        }
    }

    @Test
    void aJobWithRulesThatWereNotAskedForIsAnotherJob() {
        try (Bench bench = Bench.open()) {
            String arn = bench.thing("pump-12");
            bench.aws().createJob(j -> j.jobId("ota-7")
                    .targets(arn)
                    .document("{}")
                    .abortConfig(a -> a.criteriaList(List.of(AbortCriteria.builder()
                            .failureType("FAILED")
                            .action("CANCEL")
                            .thresholdPercentage(20.0)
                            .minNumberOfExecutedThings(3)
                            .build()))));

            Exchange other = bench.send("iot-jobs:create?jobId=ota-7&thing=pump-12", "{}");

            assertThat(other.getException())
                    .isInstanceOf(JobConflictException.class)
                    .hasMessageContaining("abort");
        }
    }

    @Test
    void aJobThatHasEndedIsTheSameJob() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.sent(SAME, "{}");
            bench.emulator().cancelJob("ota-7", true);

            Exchange again = bench.sent(SAME, "{}");

            assertThat(again.getMessage().getHeader("CamelAwsIotJobsCreated")).isEqualTo(false);
            assertThat(bench.emulator().jobStatus("ota-7")).isEqualTo("CANCELED");
        }
    }

    @Test
    void theLostAnswerOfTheFirstAttemptIsNoFailure() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.emulator()
                    .faults()
                    .add(Fault.resetAfterEffect().on(Operation.CREATE_JOB).nth(1));

            Exchange exchange = bench.sent(SAME, "{}");

            assertThat(exchange.getMessage().getHeader("CamelAwsIotJobsCreated"))
                    .isEqualTo(false);
            assertThat(bench.count(Operation.CREATE_JOB)).isEqualTo(2);
            assertThat(bench.job("ota-7").jobProcessDetails().numberOfQueuedThings())
                    .isEqualTo(1);
        }
    }

    @Test
    void manyAtOnceMakeOneJobAndAllSucceed() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            ExecutorService threads = Executors.newFixedThreadPool(8);

            List<Future<Object>> created = threads.invokeAll(IntStream.range(0, 16)
                    .mapToObj(i -> (java.util.concurrent.Callable<Object>)
                            () -> bench.sent(SAME, "{}").getMessage().getHeader("CamelAwsIotJobsCreated"))
                    .toList());
            threads.shutdown();

            int made = 0;
            for (Future<Object> one : created) {
                made += Boolean.TRUE.equals(one.get()) ? 1 : 0;
            }
            assertThat(made).isEqualTo(1);
        }
    }

    @Test
    void whatCannotBeComparedIsNotTakenForTheSame() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.sent(SAME, "{}");
            bench.emulator().faults().add(Fault.forbidden().on(Operation.GET_JOB_DOCUMENT));

            Exchange again = bench.send(SAME, "{}");

            assertThat(again.getException())
                    .isInstanceOf(JobsCallException.class)
                    .hasMessageContainingAll("read the document of job ota-7", "403", "iot:GetJobDocument");
        }
    }

    @Test
    void aJobThatIsTakenAndCannotBeReadYetIsWorthAnotherTry() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            boolean create = call.getRequestMethod().equals("PUT");
            call.getResponseHeaders()
                    .add("x-amzn-ErrorType", create ? "ResourceAlreadyExistsException" : "ResourceNotFoundException");
            call.sendResponseHeaders(create ? 409 : 404, -1);
            call.close();
        });
        server.start();
        try (Bench bench = Bench.open()) {
            String arn = "arn:aws:iot:eu-west-1:123456789012:thing/pump-12";

            Exchange exchange = bench.send(
                    "iot-jobs:create?jobId=ota-7&targets=" + arn + "&uriEndpointOverride=http://127.0.0.1:"
                            + server.getAddress().getPort(),
                    "{}");

            assertThat(exchange.getException())
                    .isInstanceOfSatisfying(JobsCallException.class, e -> assertThat(e.statusCode())
                            .isEqualTo(409))
                    .hasMessageContainingAll("create job ota-7", "Try again");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anEmptyAnswerIsNeitherAJobNorADocument() {
        try (Bench bench = Bench.open()) {
            bench.emulator().createThing("pump-12");
            bench.sent(SAME, "{}");
            bench.emulator().faults().add(Fault.emptyBody().on(Operation.GET_JOB_DOCUMENT));

            Exchange again = bench.send(SAME, "{}");

            assertThat(again.getException())
                    .isInstanceOf(JobsCallException.class)
                    .hasMessageContaining("proves nothing");
        }
    }
}
