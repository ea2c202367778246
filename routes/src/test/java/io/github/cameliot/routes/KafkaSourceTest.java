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
package io.github.cameliot.routes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** NotificationsTest shows by the committed offsets that the options have their effect. */
class KafkaSourceTest {

    @ParameterizedTest
    @CsvSource({"kafka:hints, kafka:hints?", "kafka:hints?brokers=a:9092, kafka:hints?brokers=a:9092&"})
    void aTopicGetsTheOptionsOfNotifications(String uri, String begin) {
        assertThat(KafkaSource.completed(uri))
                .startsWith(begin + "groupId=iot-jobs-workers&isolationLevel=read_committed&autoOffsetReset=earliest")
                .contains("&autoCommitEnable=false&allowManualCommit=true&")
                .contains("&kafkaManualCommitFactory=#class:io.github.cameliot.routes.OffsetCommits&")
                .contains("&breakOnFirstError=true&pollOnError=RECONNECT&");
    }

    @Test
    void anOptionOfTheUserStaysAsItIs() {
        String uri = "kafka:hints?groupId=mine&isolationLevel=read_uncommitted&xgroupId=1";

        assertThat(KafkaSource.completed(uri))
                .startsWith(uri + "&autoOffsetReset=earliest")
                .doesNotContain("groupId=iot-jobs-workers", "read_committed");
    }

    @Test
    void theRoutesOfOneTemplateHaveTheirOwnSources() throws Exception {
        try (App app = App.start("""
                camel.component.kafka.brokers = 127.0.0.1:9
                camel.component.kafka.create-consumer-backoff-max-attempts = 1
                my.hints = kafka:hints?groupId=mine
                camel.route-template[placeholder].template-id = notifications-to-iot-jobs
                camel.route-template[placeholder].source = {{my.hints}}
                camel.route-template[kafka].template-id = notifications-to-iot-jobs
                camel.route-template[kafka].source = kafka:others
                camel.route-template[direct].template-id = notifications-to-iot-jobs
                camel.route-template[direct].source = direct:kafka:hints
                """)) {
            assertThat(source(app, "placeholder")).contains("hints", "groupId=mine", "autoCommitEnable=false");
            assertThat(source(app, "kafka")).contains("others", "groupId=iot-jobs-workers", "autoCommitEnable=false");
            assertThat(source(app, "direct")).isEqualTo("direct://kafka:hints");
        }
    }

    private static String source(App app, String route) {
        return app.context().getRoute(route).getEndpoint().getEndpointUri();
    }
}
