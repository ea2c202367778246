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
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Every secret of this test contains SESAME: nobody may say it. */
class SecretsTest {

    private static final String SECRETS =
            "accessKey=SESAMEKEY&secretKey=RAW(SESAME+/%26=secret)&sessionToken=RAW(SESAME)token)&region=eu-west-1";

    private static final String DOCUMENT =
            "{\"url\":\"https://bucket.example.com/fw.bin?X-Amz-Signature=SESAME\",\"pin\":\"SESAME\"}";

    @Test
    void noSecretIsInLogsJmxNamesOrExceptions() throws Exception {
        List<String> said = new ArrayList<>();
        CountDownLatch looked = new CountDownLatch(1);
        try (LogCapture log = LogCapture.start();
                JobsEmulator emulator = JobsEmulator.start();
                AnsweringServer broken = AnsweringServer.start()) {
            broken.answers(200, "{\"execution\":{\"jobDocument\":\"SESAME\"");
            emulator.createJob("good", DOCUMENT, "pump");
            emulator.createJob("bad", DOCUMENT, "pump");
            try (DefaultCamelContext camel = new DefaultCamelContext()) {
                camel.getShutdownStrategy().setTimeout(5);
                String options = SECRETS + "&uriEndpointOverride=" + emulator.endpoint();
                RouteBuilder.addRoutes(camel, r -> {
                    r.from("iot-jobs-data:startNext?thing=pump&delay=50&maxDelay=100&" + options)
                            .to("iot-jobs-data:update?status=IN_PROGRESS&statusDetails.a=b%0Ac&" + options)
                            .choice()
                            .when(ex -> "bad".equals(ex.getMessage().getHeader(IotJobsDataConstants.JOB_ID)))
                            .process(ex -> looked.await())
                            .setHeader(IotJobsDataConstants.THING, () -> "nobody")
                            .to("iot-jobs-data:describe?" + options);
                    r.from("iot-jobs-data:startNext?thing=unknown&delay=50&maxDelay=100&" + options)
                            .to("log:unknown");
                    r.from("iot-jobs-data:startNext?thing=cut&delay=50&maxDelay=100&" + SECRETS
                                    + "&uriEndpointOverride=" + broken.url())
                            .to("log:cut");
                });
                camel.start();

                Awaitility.await()
                        .until(() -> emulator.execution("pump", "bad").status() == ExecutionStatus.IN_PROGRESS);
                said.addAll(jmx());
                for (Endpoint endpoint : camel.getEndpoints()) {
                    said.add(endpoint + " " + endpoint.createExchange());
                    if (endpoint instanceof IotJobsDataEndpoint ours) {
                        said.add(ours.getServiceUrl()
                                + ours.getServiceProtocol()
                                + ours.getServiceMetadata()
                                + ours.getConfiguration()
                                + (ours.getEndpointUri().contains("delay=") ? "" : ours.createProducer()));
                    }
                }
                camel.getRoutes().forEach(route -> said.add(route + " " + route.getConsumer()));
                for (String wrong : List.of(
                        "iot-jobs-data:describe?colour=red&" + options,
                        "iot-jobs-data:delete?" + options,
                        "iot-jobs-data:describe?useDefaultCredentialsProvider=true&" + options,
                        "iot-jobs-data:describe?onFailure=retry&" + options,
                        "iot-jobs-data:describe?uriEndpointOverride=RAW(https://me:SESAME@host)&" + SECRETS)) {
                    said.add(trace(catchThrowable(() -> camel.getEndpoint(wrong))));
                }
                said.add(trace(camel.createProducerTemplate()
                        .send(
                                "iot-jobs-data:describe?thing=cut&" + SECRETS + "&uriEndpointOverride=" + broken.url(),
                                ex -> {})
                        .getException()));
                looked.countDown();
                Awaitility.await().until(() -> emulator.execution("pump", "bad").status() == ExecutionStatus.FAILED);
            }
            said.addAll(log.lines());
        }

        assertThat(said).anyMatch(line -> line.contains("Claimed job good"));
        assertThat(said).hasSizeGreaterThan(100).noneMatch(line -> line.contains("SESAME"));
    }

    private static List<String> jmx() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<String> values = new ArrayList<>();
        for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            values.add(name.toString());
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                try {
                    values.add(name + " " + attribute.getName() + "=" + server.getAttribute(name, attribute.getName()));
                } catch (JMException | RuntimeMBeanException e) {
                    values.add(e.toString());
                }
            }
        }
        return values;
    }

    private static String trace(Throwable thrown) {
        assertThat(thrown).isNotNull();
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
