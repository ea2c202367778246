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

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be known to be wrong before anything runs: refused at start, with the option, the value and what works. */
class StartRefusalTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "delete?thing=a | 'delete' | iot-jobs-data:startNext",
                "startnext?thing=a | 'startnext' | iot-jobs-data:startNext",
                "describe?thing=a/b | thing='a/b' | pump-12",
                "describe?thing=RAW(a b) | thing='a b' | pump-12",
                "describe?thing=a,b | thing=a,b | thing=a",
                "startNext?thing=a,b | thing=a,b | from(",
                "describe?thing=a&jobId=a.b | jobId='a.b' | ota-7",
                "update?thing=a&jobId=$next | jobId='$next' | ota-7",
                "update?jobId=a:b | jobId='a:b' | ota-7",
                "startNext?jobId=ota-7 | jobId=ota-7 | Leave it out",
                "getPending?jobId=ota-7 | jobId=ota-7 | Leave it out",
                "update?status=QUEUED | status=QUEUED | IN_PROGRESS, SUCCEEDED, FAILED, REJECTED",
                "update?status=TIMED_OUT | status=TIMED_OUT | SUCCEEDED",
                "update?status=DONE | status=DONE | SUCCEEDED",
                "startNext?status=SUCCEEDED | status=SUCCEEDED | Leave it out",
                "describe?statusDetails.a=1 | statusDetails | Leave it out",
                "update?stepTimeout=30s | stepTimeout=30s | Use 1m to 7d",
                "update?stepTimeout=90s | stepTimeout=90s | Use 1m to 7d",
                "update?stepTimeout=8d | stepTimeout=8d | Use 1m to 7d",
                "update?stepTimeout=0 | stepTimeout=0 | Use 1m to 7d",
                "update?stepTimeout=soon | stepTimeout=soon | Use 1m to 7d",
                "update?stepTimeout=10mx | stepTimeout=10mx | Use 1m to 7d",
                "update?stepTimeout=P1Y | stepTimeout=P1Y | Use 1m to 7d",
                "update?stepTimeout=99999999999999999999 | stepTimeout=9999 | Use 1m to 7d",
                "update?stepTimeout=PT99999999999999H | stepTimeout=PT9999 | Use 1m to 7d",
                "update?stepTimeout=-1m | stepTimeout=-1m | Use 1m to 7d",
                "startNext?stepTimeout=cancel | stepTimeout=cancel | only update",
                "describe?stepTimeout=1m | stepTimeout=1m | Leave it out",
                "describe?handOver=30m | handOver=30m | only update reports",
                "update?handOver=0 | handOver=0 | handOver=30m",
                "update?handOver=8d | handOver=8d | at most 7d",
                "startNext?session=true&lease=20s&heartbeat=10s | heartbeat=10s | less than half",
                "startNext?session=true&heartbeat=500 | heartbeat=500 (milliseconds | 1s or more",
                "startNext?session=true&lease=2d | lease=2d | 15s to 1d",
                "update?handOver=30m&status=FAILED | handOver and status | Remove one",
                "update?handOver=30m&stepTimeout=5m | handOver and stepTimeout | Remove one",
                "update?handOver=30m&pojoRequest=true | handOver and pojoRequest | Remove one",
                "describe?release=true | release=true | only update reports",
                "update?release=true&status=FAILED | release=true and status | Remove one",
                "update?release=true&handOver=30m | release=true and handOver | Remove one",
                "update?release=true&stepTimeout=5m | release=true and stepTimeout | Remove one",
                "update?release=true&pojoRequest=true | release=true and pojoRequest | Remove one",
                "update?presign=0 | presign=0 | 1s to 7d",
                "describe?presign=-1 | presign=-1 (milliseconds | 1s to 7d",
                "describe?presign=8d | presign=8d | 1s to 7d",
                "describe?presign=3600 | presign=3600 (milliseconds | 1s to 7d",
                "describe?presign=abc | presign='abc' | a duration, as in",
                "startNext?presign=1m&session=true | presign and session=true | Remove one",
                "update?presign=1m&handOver=30m | presign and handOver | Remove one",
                "update?presign=1m&release=true | presign and release=true | Remove one",
                "describe?presign=1m&status=FAILED | status=FAILED | Leave it out",
                "describe?expectedVersion=1 | expectedVersion=1 | Leave it out",
                "getPending?executionNumber=1 | executionNumber=1 | Leave it out",
                "update?executionNumber=0 | executionNumber=0 | 1 or more",
                "update?expectedVersion=-5 | expectedVersion=-5 | 1 or more",
                "describe?executionNumber=abc | executionNumber='abc' | a whole number",
                "describe?region=eu west | region='eu west' | eu-west-1",
                "update?delay=5s | delay | Leave it out",
                "startNext?maxDelay=5m | maxDelay | Leave it out",
                "describe?maxInFlight=5 | maxInFlight | Leave it out",
                "describe?max-in-flight=5 | maxInFlight | Leave it out",
                "startNext?maxRequestsPerSecond=5 | maxRequestsPerSecond | Leave it out",
                "startNext?session=true&interruptOnLost=true | interruptOnLost | Leave it out",
                "startNext?traceContext=trace | traceContext | session=true",
                "update?traceContext=trace | traceContext | Leave it out",
                "startNext?session=true&traceContext=a/b | traceContext='a/b' | traceContext=trace",
                "update?lease=1m | lease | session=true",
                "startNext?onFailure=leave | onFailure | session=true",
                "startNext?maxAttempts=5 | maxAttempts | session=true",
                "update?includeJobDocument=false | includeJobDocument | only describe",
                "update?release=maybe | release='maybe' | true or false",
                "describe?colour=red | colour | Unknown parameters",
                "describe?onFailure=retry | onFailure='retry' | fail, reject, leave",
                "describe?retryMode=often | retryMode='often' | standard, adaptive, legacy, none",
                "describe?apiCallTimeout=0 | apiCallTimeout=0 | 30s",
                "describe?apiCallAttemptTimeout=-1 | apiCallAttemptTimeout=-1 | 10s",
                "describe?apiCallTimeout=999999d | apiCallTimeout=999999d | Use at most 1d, as in apiCallTimeout=30s",
                "describe?apiCallAttemptTimeout=25h | apiCallAttemptTimeout=25h | Use at most 1d",
                "startNext?session=true&maxRunTime=999999d | maxRunTime=999999d | Use at most 365d",
                "describe?proxyHost=proxy | proxyPort | proxyPort=3128",
                "describe?proxyPort=3128 | proxyHost | proxyHost=proxy.example.com",
                "describe?proxyHost=proxy&proxyPort=99999 | proxyPort=99999 | 3128",
                "describe?proxyHost=RAW(a b)&proxyPort=1 | proxyHost='a b' | proxy.example.com",
                "describe?proxyHost=proxy&proxyPort=1&proxyProtocol=SOCKS | proxyProtocol=SOCKS | HTTP",
            })
    void toIsRefused(String uri, String shown, String works) {
        assertThat(Refusal.ofTo("iot-jobs-data:" + uri))
                .isNotNull()
                .hasMessageContaining(shown)
                .hasMessageContaining(works);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "startNext | thing is missing | thing=pump-12",
                "startNext?thing=a,,b | thing | thing=pump-12",
                "startNext?thing=a,b%20c | thing='b c' | pump-12",
                "describe?thing=a | iot-jobs-data:describe | timer:",
                "getPending?thing=a | iot-jobs-data:getPending | timer:",
                "update?thing=a | iot-jobs-data:update | timer:",
                "startNext?thing=a&jobId=x | jobId=x | Leave it out",
                "startNext?thing=a&status=FAILED | status=FAILED | Leave it out",
                "startNext?thing=a&handOver=30m | handOver=30m | Leave it out",
                "startNext?thing=a&release=true | release=true | Leave it out",
                "startNext?thing=a&presign=1m | presign=1m | Leave it out",
                "startNext?thing=a&executionNumber=1 | executionNumber=1 | Leave it out",
                "startNext?thing=a&expectedVersion=1 | expectedVersion=1 | Leave it out",
                "startNext?thing=a&pojoRequest=true | pojoRequest=true | Leave it out",
                "startNext?thing=a&delay=10m&maxDelay=60 | maxDelay=60 (milliseconds | delay=10m",
                "startNext?thing=a&delay=0 | delay=0 | delay=5s",
                "startNext?thing=a&heartbeat=150s | heartbeat=150s | heartbeat=10s",
                "startNext?thing=a&lease=25h | lease=25h | 15s to 1d",
                "startNext?thing=a&maxInFlight=0 | maxInFlight=0 | maxInFlight=10",
                "startNext?thing=a&maxInFlight=-1 | maxInFlight=-1 | maxInFlight=10",
                "startNext?thing=a&maxInFlight=abc | maxInFlight='abc' | a whole number",
                "startNext?thing=a&maxInFlight=2.5 | maxInFlight='2.5' | a whole number",
                "startNext?thing=a&maxInFlight=99999999999 | maxInFlight='99999999999' | a whole number",
                "startNext?thing=a&max-in-flight=abc | max-in-flight='abc' | a whole number",
                "startNext?thing=a&maxinflight=0 | maxInFlight=0 | maxInFlight=10",
                "startNext?thing=a&maxRequestsPerSecond=many | maxRequestsPerSecond='many' | a whole number",
                "startNext?thing=a&delay=999999d | delay=999999d | Use at most 7d, as in delay=5s",
                "startNext?thing=a&maxDelay=169h | maxDelay=169h | Use at most 7d, as in maxDelay=1m",
                "startNext?thing=a&maxRunTime=366d | maxRunTime=366d | Use at most 365d, as in maxRunTime=1h",
                "startNext?thing=a&heartbeat=PT9223372036854775807S | heartbeat=PT9223372036854775807S | 10s",
                "startNext?thing=a&delay=-5s | delay='-5s' | a duration, as in",
                "startNext?thing=a&delay=5w | delay='5w' | a duration, as in",
                "startNext?thing=a&delay=1.5s | delay='1.5s' | a duration, as in",
                "startNext?thing=a&delay= | delay='' | a duration, as in",
                "startNext?thing=a&delay=RAW(5 s) | delay='5 s' | a duration, as in",
                "startNext?thing=a&delay=PTX | delay='PTX' | a duration, as in",
                "startNext?thing=a&delay={{pause}} | delay=-5 (milliseconds | delay=5s",
                "startNext?thing=a&delay=2m&maxDelay=1m | maxDelay=1m is less than delay=2m | leave it out",
                "startNext?thing=a&lease=60 | lease=60 (milliseconds, as it has no unit) | 15s or more",
                "startNext?thing=a&maxAttempts=0 | maxAttempts=0 | maxAttempts=3",
                "startNext?thing=a&interruptOnLost=yes | interruptOnLost='yes' | true or false",
                "startNext?thing=a&resume=later | resume='later' | expired, own, never",
                "startNext?thing=a&includeJobDocument=false | includeJobDocument=false | Leave it out",
                "startNext?thing=a&session=false | session=false | Leave it out",
                "startNext?thing=a&stepTimeout=5m | lease=5m | 11m or more",
                "startNext?thing=a&stepTimeout=30s | stepTimeout=30s | 1m to 7d",
                "startNext?thing=a&stepTimeout=cancel | stepTimeout=cancel | only update",
            })
    void fromIsRefused(String uri, String shown, String works) {
        assertThat(Refusal.ofFrom("iot-jobs-data:" + uri))
                .isNotNull()
                .hasMessageContaining(shown)
                .hasMessageContaining(works);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "describe",
                "describe?thing=a&jobId=$next",
                "getPending?thing=a:b_c-D9",
                "startNext?stepTimeout=1h30m",
                "update?status=succeeded&stepTimeout=cancel",
                "update?stepTimeout=PT7M",
                "update?stepTimeout=120000",
                "update?expectedVersion=1&executionNumber=1",
                "update?handOver=30m&statusDetails.topic=jobs",
                "update?presign=7d",
                "getPending?presign=1s",
                "update?release=true&expectedVersion=4&statusDetails.approval=alice",
                "startNext?session=true&lease=1m&onFailure=leave&maxAttempts=1",
                "startNext?session=true&traceContext=trace",
            })
    void whatIsPossibleStarts(String uri) {
        assertThat(Refusal.ofTo("iot-jobs-data:" + uri)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"delay=2m", "delay=2m&maxDelay=2m", "delay={{long}}", "delay=#bean:long", "delay=PT2M"})
    void aDelayOfMinutesStarts(String options) {
        assertThat(Refusal.ofFrom("iot-jobs-data:startNext?thing=a&" + options)).isNull();
    }

    @Test
    void anOptionForAllEndpointsIsQuotedAsItWasWritten() {
        assertThat(Refusal.withProperties("iot-jobs-data:startNext?thing=a", Map.of("max-in-flight", "abc")))
                .hasMessageContaining("maxInFlight=abc");
        assertThat(Refusal.withProperties("iot-jobs-data:startNext?thing=a", Map.of("lease", "60")))
                .hasMessageContaining("lease=60 (milliseconds, as it has no unit)");
    }

    @Test
    void anOptionThatAProgramHasSetIsShownAsItWouldBeWritten() {
        assertThat(Refusal.ofTo("iot-jobs-data:startNext?session=true", o -> o.setLease(Duration.ofMillis(1500))))
                .hasMessageContaining("lease=1s500ms");
    }

    @Test
    void aSecretIsNeverQuoted() {
        assertThat(Refusal.ofFrom("iot-jobs-data:startNext?thing=a&accessKey=SESAME&secretKey=SESAME&lease=60"))
                .hasMessageContaining("lease=60")
                .hasMessageNotContaining("SESAME");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://host",
                "host.example.com",
                "host.example.com:8443",
                "https://",
                "https://host:99999",
                "https://ho st",
                "https://me:sesame@host.example.com",
                "https://me:ses/ame@host.example.com",
                "me:sesame@host.example.com",
                "https://host.example.com?token=sesame",
                "https://host.example.com#sesame"
            })
    void whatIsNoEndpointIsRefusedWithoutItsPassword(String override) {
        Throwable refused = Refusal.ofTo("iot-jobs-data:describe", o -> o.setUriEndpointOverride(override));

        assertThat(refused)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("uriEndpointOverride=")
                .hasMessageContaining("https://PREFIX-ats.iot.eu-west-1.amazonaws.com");
        assertThat(refused.getMessage().replaceAll("ses/ame", "sesame")).doesNotContain("sesame");
    }

    @Test
    void aHugeOrHostileNameIsShownOnOneLine() {
        Throwable refused = Refusal.ofTo("iot-jobs-data:describe", o -> o.setThing("a\n" + "b".repeat(10_000)));

        assertThat(refused.getMessage()).contains("thing=").doesNotContain("\n").hasSizeLessThan(400);
    }

    @Test
    void pollEnrichIsRefusedWithWhatToWriteInstead() {
        try (Bench bench = Bench.open()) {
            bench.routes(r -> r.from("direct:poll").pollEnrich("iot-jobs-data:startNext?thing=a"));

            assertThat(bench.send("direct:poll").getException())
                    .hasMessageContainingAll("pollEnrich", "iot-jobs-data:startNext", "enrich");
            assertThat(bench.emulator().requests().total()).isZero();
        }
    }
}
