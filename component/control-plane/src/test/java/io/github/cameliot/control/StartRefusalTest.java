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
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
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
                "delete?jobId=a | 'delete' | iot-jobs:create",
                "Create?jobId=a | 'Create' | iot-jobs:create",
                "create?jobId=a.b | jobId='a.b' | ota-7",
                "create?thing=a/b | thing='a/b' | pump-12",
                "create?thing=a,,b | thing | pump-12",
                "create?targets=pump-12 | 'pump-12' | thing",
                "create?targets=arn:aws:iot:eu-west-1:123456789012:job/x | job/x | thing/pump-12",
                "create?thing=a&targets=arn:aws:iot:eu-west-1:123456789012:thing/a | contradict | Keep",
                "create?targetSelection=ALL | targetSelection='ALL' | SNAPSHOT, CONTINUOUS",
                "create?inProgressTimeout=30s | inProgressTimeout='30s' | 1m to 7d",
                "create?inProgressTimeout=8d | inProgressTimeout='8d' | 1m to 7d",
                "create?inProgressTimeout=soon | inProgressTimeout='soon' | 1m to 7d",
                "create?retry=FAILED | retry='FAILED' | FAILED:3",
                "create?retry=REJECTED:1 | retry='REJECTED:1' | FAILED:3",
                "create?retry=FAILED:1,FAILED:2 | retry | FAILED:3",
                "create?retry=FAILED:6,TIMED_OUT:5 | retry | 10 times",
                "create?retry=ALL:1,FAILED:1 | retry | ALL:5",
                "create?maximumPerMinute=0 | maximumPerMinute=0 | 1000",
                "create?maximumPerMinute=1001 | maximumPerMinute=1001 | 1000",
                "create?force=true | force='true' | iot-jobs:cancel",
                "create?executionNumber=1 | executionNumber='1' | iot-jobs:describeExecution",
                "describe?targets=x | targets='x' | iot-jobs:create",
                "describe?thing=a | thing='a' | iot-jobs:create and iot-jobs:describeExecution",
                "cancel?retry=ALL:1 | retry='ALL:1' | iot-jobs:create",
                "describeExecution?thing=a,b | thing='a,b' | pump-12",
                "describeExecution?executionNumber=0 | executionNumber=0 | 1 or more",
                "await?timeout=0 | timeout=0 | 1h",
                "await?timeout=366d | timeout | 365d",
                "await?maxFailed=some | maxFailed='some' | 10%",
                "await?maxFailed=101%25 | maxFailed='101%' | 10%",
                "await?maxFailed=-1 | maxFailed='-1' | 10%",
                "await?delay=0 | delay | 5s",
                "await?delay=999999d | delay=999999d | at most 7d",
                "await?maxDelay=999999d | maxDelay=999999d | at most 7d",
                "await?delay=2m&maxDelay=1m | maxDelay=1m is less than delay=2m | leave it out",
                "await?delay=-5s | delay='-5s' | a duration",
                "await?timeout=abc | timeout='abc' | a duration",
                "await?maxExecutions=abc | maxExecutions='abc' | a whole number",
                "create?delay=5s | delay | iot-jobs:await",
                "describe?timeout=5s | timeout | iot-jobs:await",
                "cancel?force=yes | force='yes' | true or false",
                "await?maxExecutions=1001 | maxExecutions=1001 | 0 to 1000",
                "await?maxExecutions=101&includeDetails=true | maxExecutions=101 | up to 100",
                "await?includeDetails=true | includeDetails=true | maxExecutions=20",
                "await?pojoRequest=true | pojoRequest=true | Leave it out",
                "await?jobId=a/b | jobId='a/b' | ota-7",
                "create?failFast=true | failFast='true' | iot-jobs:await",
                "cancel?maxFailed=1 | maxFailed='1' | iot-jobs:await and iot-jobs:describe",
                "describe?maxExecutions=5 | maxExecutions='5' | iot-jobs:await",
                "describe?retryMode=never | retryMode='never' | standard",
                "describe?accessKey=a | secretKey missing | default chain",
                "describe?uriEndpointOverride=ftp://host | uriEndpointOverride='ftp://host' | https://iot.eu-west-1.amazonaws.com",
            })
    void toIsRefused(String uri, String shown, String works) {
        assertThat(refusal("direct:start", "iot-jobs:" + uri))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(shown)
                .hasMessageContaining(works);
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "describe", "await", "cancel", "describeExecution"})
    void fromIsRefusedWithWhatToWrite(String operation) {
        assertThat(refusal("iot-jobs:" + operation, "log:end?level=OFF"))
                .hasMessageContaining("iot-jobs:" + operation + " is not possible in from()")
                .hasMessageContaining("timer:");
    }

    @Test
    void pollEnrichIsRefusedWithWhatToWriteInstead() {
        try (Bench bench = Bench.open()) {
            bench.routes(r -> r.from("direct:poll").pollEnrich("iot-jobs:describe?jobId=a"));

            assertThat(bench.send("direct:poll", null).getException())
                    .hasMessageContainingAll("pollEnrich", "iot-jobs:describe", "enrich");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create",
                "create?retry=failed:3, timed_out:2&inProgressTimeout=PT7M&targetSelection=continuous",
                "create?retry=ALL:0&inProgressTimeout=120000",
                "cancel?force=true&reasonCode=RECALL",
                "describeExecution?thing=a:b_c-D9&executionNumber=2",
                "describe?lazyStartProducer=true",
                "await?timeout=365d&maxFailed=2.5%25&failFast=true&maxExecutions=100&includeDetails=true&mustExist=false",
            })
    void whatIsPossibleStarts(String uri) {
        assertThat(refusal("direct:start", "iot-jobs:" + uri)).isNull();
    }

    private static Throwable refusal(String from, String to) {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.disableJMX();
            IotJobsConfiguration options =
                    camel.getComponent("iot-jobs", IotJobsComponent.class).getConfiguration();
            options.setRegion("eu-west-1");
            options.setUriEndpointOverride("http://127.0.0.1:1");
            Throwable thrown = catchThrowable(() -> {
                RouteBuilder.addRoutes(camel, r -> r.from(from).to(to));
                camel.start();
            });
            Throwable root = thrown;
            while (root != null && root.getCause() != null) {
                root = root.getCause();
            }
            return root;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
