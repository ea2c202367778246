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
package io.github.cameliot.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataConfiguration;
import io.github.cameliot.jobsdata.client.RetryMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** Makes things go wrong, and compares what is logged or thrown then with the page about it. */
final class Symptoms implements AutoCloseable {

    private final Workers workers;
    private final LogLines log = LogLines.start();

    Symptoms(Path classes) {
        workers = new Workers(classes);
    }

    /** The page as it is written. */
    static String page() {
        try {
            return Files.readString(DocPage.FOLDER.resolve("troubleshooting.adoc"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JobsEmulator emulator() {
        return workers.emulator();
    }

    Workers workers() {
        return workers;
    }

    /** A job ota-7 for pump-12. */
    Symptoms job() {
        emulator().createJob("ota-7", "{\"version\":7}", "pump-12");
        return this;
    }

    /** A context that polls often and makes each call once. */
    DefaultCamelContext camel() {
        DefaultCamelContext camel = workers.context();
        fast(Workers.connect(camel, emulator().endpoint().toString()));
        return camel;
    }

    /** As {@link #camel()}, with another endpoint. */
    DefaultCamelContext camel(String endpoint) {
        DefaultCamelContext camel = workers.context();
        fast(Workers.connect(camel, endpoint));
        return camel;
    }

    private static void fast(IotJobsDataConfiguration options) {
        options.setDelay(Duration.ofMillis(20));
        options.setMaxDelay(Duration.ofMillis(50));
        options.setRetryMode(RetryMode.none);
    }

    /** Starts to work off jobs in a context. */
    DefaultCamelContext run(DefaultCamelContext camel, String id, String options, Processor job) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("iot-jobs-data:startNext?" + options).routeId(id).process(job);
            }
        });
        camel.start();
        return camel;
    }

    /** Works off jobs in a context of its own. */
    DefaultCamelContext run(String options, Processor job) throws Exception {
        return run(camel(), "jobs", options, job);
    }

    /** The exception with which a call to that URI ends. */
    static Throwable failure(DefaultCamelContext camel, String uri) throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:call").routeId("call").to(uri);
            }
        });
        camel.start();
        try {
            camel.createProducerTemplate().sendBody("direct:call", null);
        } catch (RuntimeCamelException e) {
            return e.getCause();
        }
        throw new AssertionError(uri + " does not fail");
    }

    /** The page shows each of these, and the component logs it. */
    void logged(String... quotes) {
        for (String quote : quotes) {
            assertThat(page()).contains(quote);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(log.lines()).anyMatch(line -> line.contains(quote)));
        }
    }

    /** The page shows each of these, and a message or its causes have it. */
    static void said(Throwable thrown, String... quotes) {
        String messages = String.join(
                "\n",
                Stream.iterate(thrown, t -> t != null, Throwable::getCause)
                        .map(Throwable::toString)
                        .toList());
        for (String quote : quotes) {
            assertThat(page()).contains(quote);
            assertThat(messages).contains(quote);
        }
    }

    @Override
    public void close() throws Exception {
        workers.close();
        log.close();
    }
}
