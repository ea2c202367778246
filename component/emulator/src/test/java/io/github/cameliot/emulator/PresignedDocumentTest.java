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

import org.junit.jupiter.api.Test;

class PresignedDocumentTest {

    private static final String PLACEHOLDER = "${aws:iot:s3-presigned-url:https://s3.example/firmware.bin}";

    @Test
    void aPresignedUrlIsSignedAnewEachTimeTheDocumentIsAskedFor() {
        try (JobsEmulator emulator = JobsEmulator.start()) {
            emulator.createJob("ota-7", "{\"url\":\"" + PLACEHOLDER + "\"}", "pump-1");
            RawHttp http = new RawHttp(emulator.endpoint());

            String first = http.send("GET", "/things/pump-1/jobs/$next", "").body();
            String second = http.send("GET", "/things/pump-1/jobs/$next", "").body();

            assertThat(first).contains("https://s3.example/firmware.bin?X-Amz-").doesNotContain("${aws");
            assertThat(second).isNotEqualTo(first);
        }
    }
}
