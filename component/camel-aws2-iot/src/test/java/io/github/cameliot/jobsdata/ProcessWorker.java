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

import static org.awaitility.Awaitility.await;

import io.github.cameliot.jobsdata.jdbc.JdbcOutcomeRepository;
import io.github.cameliot.jobsdata.model.ExecutionStatus;
import io.github.cameliot.jobsdata.session.JobLostException;
import io.github.cameliot.jobsdata.session.JobSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * A worker in a process of its own: works off the jobs of a thing until its standard input ends.
 *
 * <p>Its route writes a line for each run, and does what the document says: {@code hang} waits for ever, {@code halt}
 * kills the process, {@code update} reports progress after a pause. The file {@code clock} beside the lines holds
 * how many seconds its monotonic clock is ahead of the machine's: so that a pause can be long without anybody waiting.
 */
final class ProcessWorker {

    private ProcessWorker() {}

    /** @param args the URI of the consumer, the folder of the files, and that of a database of outcomes */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getShutdownStrategy().setTimeout(1);
            context.getRegistry()
                    .bind("outcomes", new JdbcOutcomeRepository(JdbcOutcomeRepositoryTest.h2(Path.of(args[2]))));
            context.getComponent("iot-jobs-data", IotJobsDataComponent.class)
                    .useClock(() -> System.nanoTime() + ahead(folder).toNanos());
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(args[0]).process(exchange -> run(exchange, folder));
                }
            });
            context.start();
            while (System.in.read() >= 0) {
                // until who started it closes the stream or is gone
            }
        }
    }

    private static void run(Exchange exchange, Path folder) throws Exception {
        String jobId = exchange.getMessage().getHeader(IotJobsDataConstants.JOB_ID, String.class);
        say(folder, "run " + jobId);
        switch (exchange.getMessage().getBody(String.class)) {
            case "halt" -> Runtime.getRuntime().halt(1);
            case "hang" -> Thread.currentThread().join();
            case "update" -> updateAfterAPause(exchange, folder);
            default -> {
                // done
            }
        }
    }

    /** Goes on when its clock has jumped, by a report: the first thing it does after a pause. */
    private static void updateAfterAPause(Exchange exchange, Path folder) throws IOException {
        JobSession session = exchange.getProperty(IotJobsDataConstants.SESSION, JobSession.class);
        await().forever().until(() -> !ahead(folder).isZero());
        try {
            session.update(ExecutionStatus.IN_PROGRESS, null, null);
            say(folder, "not lost");
        } catch (JobLostException e) {
            say(folder, "lost " + e.loss().name());
        }
    }

    private static Duration ahead(Path folder) {
        try {
            return Duration.ofSeconds(Long.parseLong(Files.readString(folder.resolve("clock"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Path folder, String line) throws IOException {
        Files.writeString(folder.resolve("said"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
