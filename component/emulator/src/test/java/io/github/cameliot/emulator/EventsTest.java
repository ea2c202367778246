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
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Live updates of the console page, by server-sent events. */
class EventsTest {

    private final List<Socket> open = new ArrayList<>();
    private JobsEmulator emulator;

    @BeforeEach
    void start() {
        emulator = JobsEmulator.builder().separateAccounts().start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        emulator.close();
    }

    @Test
    void aChangeIsToldOnce() throws IOException {
        BufferedReader events = listen("");
        assertThat(head(events)).startsWith("HTTP/1.1 200").contains("content-type: text/event-stream", "no-store");
        String first = event(events);

        emulator.createThing("pump-12");

        assertThat(event(events)).isNotEqualTo(first);
    }

    @Test
    void manyChangesAreFewEvents() throws IOException {
        BufferedReader events = listen("");
        head(events);
        event(events);
        long start = System.nanoTime();
        int seen = 0;

        for (int i = 0; i < 20_000; i++) {
            emulator.createThing("pump-" + i);
        }
        emulator.deleteThing("pump-0");
        String last = "data: " + changes();
        while (!event(events).equals(last)) {
            seen++;
        }

        double seconds = (System.nanoTime() - start) / 1e9;
        assertThat(seen).isLessThanOrEqualTo((int) Math.ceil(seconds * 3.1) + 1);
    }

    @Test
    void aTimeoutThatIsDueIsToldThoughNobodyAsks() throws IOException {
        emulator.createJob(JobSpec.of("ota-7").things("pump-12").inProgressTimeout(Duration.ofMinutes(1)));
        new RawHttp(emulator.endpoint()).send("PUT", "/things/pump-12/jobs/$next", "{}");
        BufferedReader events = listen("");
        head(events);
        String before = event(events);

        emulator.advance(Duration.ofMinutes(2));

        assertThat(event(events)).isNotEqualTo(before);
    }

    @Test
    void aChangeElsewhereIsNotTold() throws IOException {
        BufferedReader here = listen("");
        BufferedReader there = listen("?region=eu-west-1");
        head(here);
        head(there);
        String before = event(here);
        event(there);

        emulator.in(emulator.account(), "eu-west-1").createThing("pump-12");
        event(there);
        emulator.createThing("pump-12");

        assertThat(Long.parseLong(event(here).substring(6))).isEqualTo(Long.parseLong(before.substring(6)) + 1);
    }

    @Test
    void thePagesAreLimitedAndThoseThatCloseMakeRoom() throws IOException {
        for (int i = 0; i < 16; i++) {
            assertThat(head(listen(""))).startsWith("HTTP/1.1 200");
        }
        assertThat(head(listen(""))).startsWith("HTTP/1.1 503");

        open.remove(0).close();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(head(listen(""))).startsWith("HTTP/1.1 200"));
    }

    private String changes() {
        String overview = new RawHttp(emulator.endpoint())
                .send("GET", "/_emulator/overview", "")
                .body();
        return overview.replaceAll(".*\"changes\":([0-9]+).*", "$1");
    }

    private BufferedReader listen(String query) throws IOException {
        Socket socket = RawSocket.connect(emulator);
        open.add(socket);
        socket.getOutputStream()
                .write(("GET /_emulator/events" + query + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static String head(BufferedReader in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
        }
        return head.toString();
    }

    /** The data of the next event. */
    private static String event(BufferedReader in) throws IOException {
        for (String line = in.readLine(); ; line = in.readLine()) {
            if (line.startsWith("data: ")) {
                return line;
            }
        }
    }
}
