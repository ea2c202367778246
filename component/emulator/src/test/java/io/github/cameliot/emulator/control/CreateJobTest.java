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
package io.github.cameliot.emulator.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.core.JobSettings;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job as it is stored can be created again. */
class CreateJobTest {

    private static final List<String> TARGETS = List.of("arn:aws:iot:us-east-1:123456789012:thing/pump-1");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'document':'{}'}|{}",
                "{'document':'${aws:iot:parameter:runAsUser}'}|${aws:iot:parameter:runAsUser}",
                "{'document':'{}','jobTemplateArn':'arn:aws:iot:us-east-1:123456789012:jobtemplate/deleted'}|{}",
                "{'document':'<${aws:iot:parameter:runAsUser}>','jobTemplateArn':'arn:aws:iot:us-east-1::jobtemplate/AWS-Reboot:1.0'}|<>",
                "{'document':'<${aws:iot:parameter:runAsUser}>','jobTemplateArn':'arn:aws:iot:us-east-1::jobtemplate/AWS-Reboot:1.0','documentParameters':{'runAsUser':'pi'}}|<pi>"
            })
    void aStoredJobKeepsItsDocumentItsSettingsAndTheValuesOfItsParameters(String job, String filled) {
        JobRequest request = CreateJob.stored("ota-7", TARGETS, body(job));

        JobRequest again = CreateJob.stored("ota-7", TARGETS, body(written(request)));

        assertThat(request.document().textWithParameters()).isEqualTo(filled);
        assertThat(again).isEqualTo(request);
    }

    private static String written(JobRequest request) {
        JobSettings settings = request.settings();
        var node = Json.object().put("document", request.document().text());
        JobJson.settings(node, settings);
        return new String(Json.bytes(node), StandardCharsets.UTF_8);
    }

    private static Body body(String json) {
        return Body.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
