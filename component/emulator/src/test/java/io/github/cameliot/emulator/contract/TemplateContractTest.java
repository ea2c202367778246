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
package io.github.cameliot.emulator.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iot.model.ConflictException;
import software.amazon.awssdk.services.iot.model.CreateJobTemplateRequest;
import software.amazon.awssdk.services.iot.model.DocumentParameter;
import software.amazon.awssdk.services.iot.model.InvalidRequestException;
import software.amazon.awssdk.services.iot.model.Job;
import software.amazon.awssdk.services.iot.model.JobTemplateSummary;
import software.amazon.awssdk.services.iot.model.ManagedJobTemplateSummary;
import software.amazon.awssdk.services.iot.model.ResourceNotFoundException;

/** Job templates, custom ones and those of AWS, and jobs from them. */
@ContractTest
@Needs({Capability.CONTROL_PLANE, Capability.IMMEDIATE})
class TemplateContractTest {

    private static final String MANAGED = "arn:aws:iot:us-east-1::jobtemplate/AWS-Download-File:1.0";

    private final Service service;
    private final String thing;
    private final String id = "contract-" + UUID.randomUUID();

    TemplateContractTest(Service service) {
        this.service = service;
        this.thing = service.thing();
    }

    @Test
    void aTemplateIsDescribedAsItWasCreated() {
        String arn = template(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(5L))
                .maintenanceWindows(w -> w.startTime("cron(0 2 * * ? *)").durationInMinutes(60)));

        var described = service.iot().describeJobTemplate(r -> r.jobTemplateId(id));

        assertThat(arn).endsWith(":jobtemplate/" + id);
        assertThat(described.jobTemplateArn()).isEqualTo(arn);
        assertThat(described.document()).isEqualTo("{\"version\":7}");
        assertThat(described.description()).isEqualTo("firmware 7");
        assertThat(described.timeoutConfig().inProgressTimeoutInMinutes()).isEqualTo(5);
        assertThat(described.maintenanceWindows()).singleElement().satisfies(w -> assertThat(w.durationInMinutes())
                .isEqualTo(60));
        assertThat(described.createdAt()).isNotNull();
    }

    @Test
    void aJobHasTheSettingsOfItsTemplateUnlessItsRequestHasItsOwn() {
        String arn = template(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(5L))
                .abortConfig(a -> a.criteriaList(c -> c.failureType("FAILED")
                        .action("CANCEL")
                        .thresholdPercentage(20.0)
                        .minNumberOfExecutedThings(10))));

        Job job = create(arn, Map.of(), null);
        Job own = create(arn, Map.of(), "my own");

        assertThat(job.description()).isEqualTo("firmware 7");
        assertThat(own.description()).isEqualTo("my own");
        assertThat(job.jobTemplateArn()).isEqualTo(arn);
        assertThat(job.timeoutConfig().inProgressTimeoutInMinutes()).isEqualTo(5);
        assertThat(job.abortConfig().criteriaList().get(0).minNumberOfExecutedThings())
                .isEqualTo(10);
        assertThat(service.startNext(thing).jobDocument()).isEqualTo("{\"version\":7}");
        assertThat(service.describe(thing, job.jobId()).approximateSecondsBeforeTimedOut())
                .isEqualTo(300);
    }

    @Test
    void aTemplateIsMadeFromAJob() {
        String job = service.job(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(9L)), thing);
        String arn = service.iot().describeJob(r -> r.jobId(job)).job().jobArn();

        service.iot().createJobTemplate(r -> r.jobTemplateId(id).jobArn(arn).description("as " + job));
        var described = service.iot().describeJobTemplate(r -> r.jobTemplateId(id));

        assertThat(described.document()).isEqualTo("{\"for\":\"" + job + "\"}");
        assertThat(described.description()).isEqualTo("as " + job);
        assertThat(described.timeoutConfig().inProgressTimeoutInMinutes()).isEqualTo(9);
    }

    @Test
    void templatesAreListedAndDeleted() {
        template(r -> {});
        service.iot()
                .createJobTemplate(
                        r -> r.jobTemplateId(id + "-2").document("{}").description("empty"));

        var listed = service.iot().listJobTemplatesPaginator(r -> r.maxResults(1));

        assertThat(listed.jobTemplates())
                .extracting(JobTemplateSummary::jobTemplateId)
                .contains(id, id + "-2");
        service.iot().deleteJobTemplate(r -> r.jobTemplateId(id));
        assertThatThrownBy(() -> service.iot().describeJobTemplate(r -> r.jobTemplateId(id)))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> service.iot().deleteJobTemplate(r -> r.jobTemplateId(id)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aTemplateIdIsTakenOnce() {
        template(r -> {});

        assertThatThrownBy(() -> template(r -> {})).isInstanceOf(ConflictException.class);
    }

    @Test
    void aTemplateWithoutDescriptionOrDocumentIsRefused() {
        assertThatThrownBy(() -> template(r -> r.description(""))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> template(r -> r.document(null))).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> template(r -> r.documentSource("https://s3.example/doc")))
                .isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> template(r -> r.timeoutConfig(t -> t.inProgressTimeoutInMinutes(0L))))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void managedTemplatesAreListedAndDescribed() {
        var all = service.iot().listManagedJobTemplatesPaginator(r -> r.maxResults(3));
        var one = service.iot().listManagedJobTemplates(r -> r.templateName("AWS-Reboot"));
        var described = service.iot().describeManagedJobTemplate(r -> r.templateName("AWS-Download-File"));

        assertThat(all.managedJobTemplates())
                .extracting(ManagedJobTemplateSummary::templateName)
                .contains("AWS-Reboot", "AWS-Download-File", "AWS-Install-Application", "AWS-Run-Command");
        assertThat(one.managedJobTemplates()).singleElement().satisfies(template -> {
            assertThat(template.templateArn()).isEqualTo("arn:aws:iot:us-east-1::jobtemplate/AWS-Reboot:1.0");
            assertThat(template.environments()).containsExactly("LINUX");
        });
        assertThat(described.documentParameters())
                .filteredOn(parameter -> !parameter.optional())
                .extracting(DocumentParameter::key)
                .containsExactly("downloadUrl", "filePath");
        assertThat(described.document()).contains("${aws:iot:parameter:downloadUrl}");
        assertThatThrownBy(() -> service.iot().describeManagedJobTemplate(r -> r.templateName("AWS-Reboot")
                        .templateVersion("2.0")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void aJobFromAManagedTemplateHasItsDocumentWithTheParameters() {
        Job job = create(MANAGED, Map.of("downloadUrl", "https://s3.example/a\"b\\c", "filePath", "/tmp/fw"), null);

        assertThat(job.description()).isEqualTo("A managed job template for downloading a file.");
        assertThat(job.documentParameters()).hasSize(2);
        assertThat(service.startNext(thing).jobDocument())
                .isEqualTo(
                        "{\"version\":\"1.0\",\"steps\":[{\"action\":{\"name\":\"Download-File\","
                                + "\"type\":\"runHandler\",\"input\":{\"handler\":\"download-file.sh\","
                                + "\"args\":[\"https://s3.example/a\\\"b\\\\c\",\"/tmp/fw\"],\"path\":\"\"},\"runAsUser\":\"\"}}]}");
        assertThat(service.iot().getJobDocument(r -> r.jobId(job.jobId())).document())
                .contains("${aws:iot:parameter:filePath}");
        assertThat(service.iot()
                        .getJobDocument(r -> r.jobId(job.jobId()).beforeSubstitution(false))
                        .document())
                .contains("\"/tmp/fw\"");
    }

    @Test
    void parametersThatAreMissingUnknownOrTooLongAreRefused() {
        Map<String, String> possible = Map.of("downloadUrl", "https://s3.example/a", "filePath", "/tmp/fw");
        create(MANAGED, possible, null);

        assertRefused(MANAGED, Map.of("filePath", "/tmp/fw"));
        assertRefused(MANAGED, Map.of("downloadUrl", "", "filePath", "/tmp/fw"));
        assertRefused(MANAGED, Map.of("downloadUrl", "u", "filePath", "a\nb"));
        assertRefused(MANAGED, Map.of("downloadUrl", "u", "filePath", "/tmp/fw", "mode", "755"));
        assertRefused(MANAGED, Map.of("downloadUrl", "u", "filePath", "/tmp/fw", "runAsUser", "u".repeat(257)));
        assertRefused(MANAGED, Map.of("downloadUrl", "u".repeat(30_720), "filePath", "f".repeat(30_720)));
        assertRefused(template(r -> {}), Map.of("filePath", "/tmp/fw"));
        assertThatThrownBy(() -> service.job(r -> r.documentParameters(possible), thing))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void aTemplateThatDoesNotExistIsNotFoundAndOneTogetherWithADocumentIsRefused() {
        String arn = template(r -> {});

        assertThatThrownBy(() -> create(arn + "-none", Map.of(), null)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> create("arn:aws:iot:us-east-1::jobtemplate/AWS-None:1.0", Map.of(), null))
                .isInstanceOf(ResourceNotFoundException.class);
        assertRefused("arn:aws:iot:us-east-1:210987654321:jobtemplate/" + id, Map.of());
        assertRefused("template", Map.of());
        assertThatThrownBy(() -> service.job(r -> r.jobTemplateArn(arn), thing))
                .isInstanceOf(InvalidRequestException.class);
    }

    private String template(Consumer<CreateJobTemplateRequest.Builder> settings) {
        return service.iot()
                .createJobTemplate(r -> settings.accept(
                        r.jobTemplateId(id).document("{\"version\":7}").description("firmware 7")))
                .jobTemplateArn();
    }

    private Job create(String template, Map<String, String> parameters, String description) {
        String jobId = service.job(
                r -> {
                    r.document(null).jobTemplateArn(template).description(description);
                    if (!parameters.isEmpty()) {
                        r.documentParameters(parameters);
                    }
                },
                thing);
        return service.iot().describeJob(r -> r.jobId(jobId)).job();
    }

    private void assertRefused(String template, Map<String, String> parameters) {
        assertThatThrownBy(() -> create(template, parameters, null)).isInstanceOf(InvalidRequestException.class);
    }
}
