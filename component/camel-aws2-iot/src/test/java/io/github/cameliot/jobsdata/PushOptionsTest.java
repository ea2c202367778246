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

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PushOptionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "pushGroup=fleet | pushGroup has no effect without push=true",
                "pushMaxDelay=1h | pushMaxDelay has no effect without push=true",
                "push=true&pushMaxDelay=30s | pushMaxDelay=30s is less than maxDelay=1m",
                "push=true&pushMaxDelay=0 | pushMaxDelay=0 is not possible",
                "push=true&pushMaxDelay=999999d | pushMaxDelay=999999d is not possible. Use at most 7d, as in pushMaxDelay=15m",
                "push=true&pushMaxDelay=soon | pushMaxDelay='soon' is not possible",
                "push=true&pushGroup=a/b | pushGroup='a/b' is not possible",
                "push=true&pushClientId=a b | pushClientId='a b' is not possible",
                "push=true&pushSubscriptions=perhaps | pushSubscriptions='perhaps' is not possible",
                "push=true&pushEndpoint=https://host | pushEndpoint='https://host' is not the address of an MQTT broker",
                "push=true&pushEndpoint=wss://me:secret@host | pushEndpoint='xxxxxx@host' is not",
                "push=true&pushEndpoint=mqtts://a-ats.iot.eu-west-1.amazonaws.com | without a client certificate",
                "push=true&pushEndpoint=mqtts://a.iot.cn-north-1.amazonaws.com.cn:443 | Set certificateFile and privateKeyFile",
                "push=true&uriEndpointOverride=https://data.jobs.iot.eu-west-1.amazonaws.com | needs the address of the"
            })
    void optionsThatCannotWorkAreRefusedWithTheirNameAndAValueThatWorks(String options, String refusal) {
        assertThat(Refusal.ofFrom("iot-jobs-data:startNext?thing=a&" + options)).hasMessageContaining(refusal);
    }

    @Test
    void oneByOneNoMoreThingsAreSubscribedThanAConnectionMayHave() {
        String things = IntStream.range(0, 51).mapToObj(i -> "t-" + i).collect(Collectors.joining(","));

        assertThat(Refusal.ofFrom("iot-jobs-data:startNext?push=true&pushSubscriptions=each&thing=" + things))
                .hasMessageContaining("pushSubscriptions=each is not possible with 51 things")
                .hasMessageContaining("pushSubscriptions=wildcard");
    }

    @Test
    void inAToPushHasNoMeaning() {
        assertThat(Refusal.ofTo("iot-jobs-data:startNext?push=true&thing=a"))
                .hasMessageContaining("to() does not poll");
    }

    @Test
    void withoutTheClientOfAwsPushIsRefusedAndEverythingElseWorks() throws Exception {
        Object refusal = ClassPath.callWithout("aws-crt", WithoutTheClient.class, "run");

        assertThat(refusal)
                .isEqualTo("push=true needs the MQTT client of AWS, which is not on the class path. Add the "
                        + "dependency software.amazon.awssdk.crt:aws-crt, or leave push out.");
    }

    /** Runs in a class loader of its own. */
    public static final class WithoutTheClient {

        private WithoutTheClient() {}

        /** Runs a job without push. @return why a route with push does not start */
        public static String run() {
            try (Bench bench = Bench.open()) {
                bench.job("a-1", "a");
                bench.routes(r -> r.from("iot-jobs-data:startNext?thing=a").to("log:a?level=OFF"));
                bench.ended("a", "a-1");
            }
            return Refusal.ofFrom("iot-jobs-data:startNext?thing=a&push=true").getMessage();
        }
    }
}
