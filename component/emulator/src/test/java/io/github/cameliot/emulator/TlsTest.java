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
package io.github.cameliot.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.emulator.tls.TestAuthority;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TlsTest {

    @Test
    void aClientThatTrustsTheTestAuthorityIsServed() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().tls().start()) {
            emulator.createThing("pump-1");

            int status = get(emulator, null);

            assertThat(emulator.endpoint().getScheme()).isEqualTo("https");
            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void aClientWithACertificateOfTheAuthorityIsServed() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().clientCertificates().start()) {
            emulator.createThing("pump-1");

            int status = get(emulator, emulator.authority().client("pump-1"));

            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void aClientWithoutACertificateOrWithAnothersIsNot() throws Exception {
        try (JobsEmulator emulator = JobsEmulator.builder().clientCertificates().start()) {
            Identity foreign = new TestAuthority().client("pump-1");

            assertThatThrownBy(() -> get(emulator, null)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> get(emulator, foreign)).isInstanceOf(IOException.class);
        }
    }

    private static int get(JobsEmulator emulator, Identity client) throws Exception {
        return new TlsClient(emulator, client)
                .send("GET", "/things/pump-1/jobs")
                .statusCode();
    }
}
