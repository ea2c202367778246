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

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bodies of the registry, the templates and the changes of jobs that no SDK would send. */
class HostileChangeTest {

    private static JobsEmulator emulator;
    private static RawHttp http;

    @BeforeAll
    static void start() {
        emulator = JobsEmulator.start();
        emulator.createGroup("west", "pump-1");
        emulator.createJob(JobSpec.of("ota-7").groups("west").continuous());
        http = new RawHttp(emulator.endpoint());
    }

    @AfterAll
    static void stop() {
        emulator.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "PATCH | /things/pump-1 | {'attributePayload':[]}",
                "PATCH | /things/pump-1 | {'attributePayload':{'attributes':[]}}",
                "PATCH | /things/pump-1 | {'attributePayload':{'attributes':{'a':null}}}",
                "PATCH | /things/pump-1 | {'attributePayload':{'attributes':{'a':1}}}",
                "PATCH | /things/pump-1 | {'attributePayload':{'attributes':{'':'1'}}}",
                "PATCH | /things/pump-1 | {'attributePayload':{'merge':'yes'}}",
                "PATCH | /things/pump-1 | {'expectedVersion':'1'}",
                "PATCH | /things/pump-1 | {'thingTypeName':'a b'}",
                "PATCH | /things/a%2Fb | {}",
                "GET   | /things?maxResults=0 |",
                "GET   | /things?maxResults=251 |",
                "GET   | /things?nextToken=%00 |",
                "GET   | /things?usePrefixAttributeValue=1 |",
                "POST  | /thing-groups/east | {'parentGroupName':'west'}",
                "POST  | /thing-groups/east | {'thingGroupProperties':{'thingGroupDescription':'é'}}",
                "PATCH | /thing-groups/west | {}",
                "PATCH | /thing-groups/west | {'thingGroupProperties':{'attributePayload':{'attributes':{'a b':'c'}}}}",
                "DELETE | /thing-groups/west?expectedVersion=x |",
                "GET   | /thing-groups?namePrefixFilter=a%20b |",
                "GET   | /thing-groups?recursive=1 |",
                "GET   | /thing-groups/west/things?recursive=1 |",
                "PATCH | /jobs/ota-7 | {'description':7}",
                "PATCH | /jobs/ota-7 | {'description':'a\\nb'}",
                "PATCH | /jobs/ota-7 | {'timeoutConfig':{'inProgressTimeoutInMinutes':10081}}",
                "PATCH | /jobs/ota-7 | {'abortConfig':{'criteriaList':[]}}",
                "PATCH | /jobs/ota-7 | {'jobExecutionsRetryConfig':{}}",
                "PATCH | /jobs/ota-7 | {'presignedUrlConfig':{'expiresInSec':3601}}",
                "POST  | /jobs/ota-7/targets | {}",
                "POST  | /jobs/ota-7/targets | {'targets':'west'}",
                "POST  | /jobs/ota-7/targets | {'targets':['west']}",
                "PUT   | /job-templates/a%20b | {'document':'{}','description':'d'}",
                "PUT   | /job-templates/t-1 | {'document':'{}'}",
                "PUT   | /job-templates/t-1 | {'document':{},'description':'d'}",
                "PUT   | /job-templates/t-1 | {'document':'{}','description':'d','jobArn':'arn:aws:iot:us-east-1:123456789012:job/ota-7'}",
                "PUT   | /job-templates/t-1 | {'description':'d','jobArn':'ota-7'}",
                "PUT   | /job-templates/t-1 | {'document':'{}','description':'d','maintenanceWindows':[{'startTime':'cron(0 25 * * ? *)','durationInMinutes':5}]}",
                "PUT   | /job-templates/t-1 | {'document':'{}','description':'d','maintenanceWindows':{}}",
                "PUT   | /job-templates/t-1 | {'document':'{}','description':'d','jobExecutionsRolloutConfig':7}",
                "PUT   | /job-templates/t-1 | {'document':'{}','description':'d','destinationPackageVersions':[7]}",
                "PUT   | /jobs/ota-8 | {'targets':[],'jobTemplateArn':'arn:aws:iot:us-east-1::jobtemplate/AWS-Reboot:1.0'}",
                "PUT   | /jobs/ota-8 | {'targets':['arn:aws:iot:us-east-1:123456789012:thing/pump-1'],'jobTemplateArn':7}",
                "PUT   | /jobs/ota-8 | {'targets':['arn:aws:iot:us-east-1:123456789012:thing/pump-1'],'jobTemplateArn':'arn:aws:iot:us-east-1::jobtemplate/AWS-Reboot:1.0','documentParameters':[]}",
                "PUT   | /jobs/ota-8 | {'targets':['arn:aws:iot:us-east-1:123456789012:thing/pump-1'],'jobTemplateArn':'arn:aws:iot:us-east-1::jobtemplate/AWS-Reboot:1.0','documentParameters':{'runAsUser':null}}"
            })
    void whatIsNotPossibleIsRefused(String method, String path, String body) {
        int status = http.send(method, path, body == null ? "" : body.replace('\'', '"'))
                .statusCode();

        assertThat(status).isEqualTo(400);
        assertThat(http.send("GET", "/things/pump-1", "").body()).contains("\"version\":1");
        assertThat(http.send("GET", "/job-templates/t-1", "").statusCode()).isEqualTo(404);
        assertThat(http.send("GET", "/jobs/ota-8", "").statusCode()).isEqualTo(404);
    }
}
