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
package io.github.cameliot.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;

/** A Camel application that has nothing but an {@code application.properties}, and this module on its class path. */
final class App implements AutoCloseable {

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30)); // much longer than a busy machine needs
    }

    private static final String QUICK = """
            camel.main.shutdown-timeout = 5
            camel.component.iot-jobs-data.region = us-east-1
            camel.component.iot-jobs-data.access-key = emulator
            camel.component.iot-jobs-data.secret-key = emulator
            camel.component.kafka.poll-timeout-ms = 200
            camel.component.kafka.reconnect-backoff-max-ms = 100
            camel.component.kafka.create-consumer-backoff-interval = 200
            camel.component.kafka.subscribe-consumer-backoff-interval = 200
            """;

    private final Main main = new Main();
    private final Path properties;

    private App(String text) throws IOException {
        properties = Files.createTempFile("application", ".properties");
        Files.writeString(properties, QUICK + text);
        main.setPropertyPlaceholderLocations("file:" + properties);
    }

    /** Starts it; its properties are these lines and what makes tests quick. */
    static App start(String properties) throws Exception {
        App app = new App(properties);
        try {
            app.main.start();
        } catch (Exception e) {
            app.close();
            throw e;
        }
        return app;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    /** Sends a body to an endpoint of the application. */
    void send(String endpoint, String body) throws Exception {
        main.getCamelTemplate().sendBody(endpoint, body);
    }

    @Override
    public void close() {
        try {
            main.stop();
            Files.deleteIfExists(properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
