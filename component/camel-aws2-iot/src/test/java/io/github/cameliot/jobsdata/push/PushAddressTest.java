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
package io.github.cameliot.jobsdata.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PushAddressTest {

    @ParameterizedTest
    @CsvSource({
        "wss://prefix-ats.iot.eu-west-1.amazonaws.com,443,true,true",
        "WSS://prefix-ats.iot.eu-west-1.amazonaws.com/mqtt,443,true,true",
        "ws://127.0.0.1:4711,4711,true,false",
        "mqtts://prefix-ats.iot.eu-west-1.amazonaws.com,8883,false,true",
        "mqtts://prefix-ats.iot.eu-west-1.amazonaws.com:443/,443,false,true",
        "mqtt://localhost,1883,false,false"
    })
    void anAddressHasTheDefaultPortOfItsScheme(String text, int port, boolean webSocket, boolean tls) {
        PushAddress address = PushAddress.parse(text);

        assertThat(address.port()).isEqualTo(port);
        assertThat(address.isWebSocket()).isEqualTo(webSocket);
        assertThat(address.isTls()).isEqualTo(tls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://prefix-ats.iot.eu-west-1.amazonaws.com",
                "prefix-ats.iot.eu-west-1.amazonaws.com",
                "wss://",
                "wss://user:password@host",
                "wss://host?X-Amz-Signature=1",
                "mqtts://host/mqtt",
                "wss://host/other",
                "wss://host:70000",
                "wss://ho st"
            })
    void anythingElseIsNoAddress(String text) {
        assertThat(PushAddress.parse(text)).isNull();
    }

    @Test
    void theBrokerOfAnHttpEndpointIsOnTheSameHostAndPort() {
        assertThat(PushAddress.of(URI.create("https://prefix-ats.iot.eu-west-1.amazonaws.com")))
                .hasToString("wss://prefix-ats.iot.eu-west-1.amazonaws.com");
        assertThat(PushAddress.of(URI.create("http://127.0.0.1:4711"))).hasToString("ws://127.0.0.1:4711");
    }
}
