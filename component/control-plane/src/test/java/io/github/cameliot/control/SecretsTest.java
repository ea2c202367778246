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

import io.github.cameliot.emulator.Fault;
import io.github.cameliot.emulator.JobsEmulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.Test;

/** Every secret of this test contains SESAME: nobody may say it. */
class SecretsTest {

    private static final String SECRETS =
            "accessKey=SESAMEKEY&secretKey=RAW(SESAME+/%26=secret)&sessionToken=RAW(SESAME)token)&region=eu-west-1";

    private static final String DOCUMENT =
            "{\"url\":\"https://bucket.example.com/fw.bin?X-Amz-Signature=SESAME\",\"pin\":\"SESAME\"}";

    @Test
    void noSecretIsInLogsNamesOrExceptions() throws Exception {
        List<String> said = new CopyOnWriteArrayList<>();
        LoggerContext logs = listen(said);
        try (JobsEmulator emulator = JobsEmulator.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            emulator.createThing("pump-12");
            emulator.createJob("taken", "{\"pin\":\"SESAME2\"}", "pump-12");
            String options = SECRETS + "&retryMode=none&uriEndpointOverride=" + emulator.endpoint();
            RouteBuilder.addRoutes(camel, r -> r.from("direct:create").to("iot-jobs:create?thing=pump-12&" + options));
            camel.start();

            List<Exchange> failed = new ArrayList<>();
            for (String uri : List.of(
                    "iot-jobs:create?thing=pump-12&jobId=taken&" + options,
                    "iot-jobs:create?thing=nobody&jobId=new&" + options,
                    "direct:create")) {
                failed.add(camel.createProducerTemplate()
                        .send(uri, ex -> ex.getMessage().setBody(DOCUMENT)));
            }
            failed.add(camel.createProducerTemplate()
                    .send("iot-jobs:create?thing=pump-12&jobId=new&" + options, ex -> ex.getMessage()
                            .setBody(DOCUMENT + "SESAME")));
            emulator.faults().add(Fault.errorBody());
            failed.add(camel.createProducerTemplate()
                    .send("iot-jobs:create?thing=pump-12&jobId=new&" + options, ex -> ex.getMessage()
                            .setBody(DOCUMENT)));

            assertThat(failed).allSatisfy(ex -> assertThat(ex.getException()).isNotNull());
            failed.forEach(ex -> said.add(trace(ex.getException())));
            for (Endpoint endpoint : camel.getEndpoints()) {
                said.add(endpoint + " " + endpoint.createExchange());
                if (endpoint instanceof IotJobsEndpoint ours) {
                    said.add(ours.getServiceUrl() + ours.getConfiguration() + ours.createProducer());
                }
            }
            camel.getRoutes().forEach(route -> said.add(route + " " + route.getConsumer()));
            for (String wrong : List.of(
                    "iot-jobs:describe?colour=red&" + options,
                    "iot-jobs:delete?" + options,
                    "iot-jobs:describe?useDefaultCredentialsProvider=true&" + options,
                    "iot-jobs:describe?uriEndpointOverride=RAW(https://me:SESAME@host)&" + SECRETS)) {
                said.add(trace(catchThrowable(() -> camel.getEndpoint(wrong))));
            }
        } finally {
            logs.reconfigure();
        }

        assertThat(said).anyMatch(line -> line.contains("taken") && line.contains("document"));
        assertThat(said).hasSizeGreaterThan(15).noneMatch(line -> line.contains("SESAME"));
    }

    private static LoggerContext listen(List<String> said) {
        LoggerContext context = (LoggerContext) LogManager.getContext(false);
        AbstractAppender appender = new AbstractAppender("said", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                said.add(event.getMessage().getFormattedMessage()
                        + (event.getThrown() == null ? "" : trace(event.getThrown())));
            }
        };
        appender.start();
        context.getConfiguration()
                .addLogger("io.github.cameliot", new LoggerConfig("io.github.cameliot", Level.TRACE, true));
        context.getConfiguration().getLoggers().values().forEach(l -> l.setLevel(Level.INFO));
        context.getConfiguration().getRootLogger().addAppender(appender, null, null);
        context.updateLoggers();
        return context;
    }

    private static String trace(Throwable thrown) {
        assertThat(thrown).isNotNull();
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
