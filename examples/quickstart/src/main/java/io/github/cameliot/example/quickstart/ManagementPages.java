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
package io.github.cameliot.example.quickstart;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * The pages of Camel's management server: health and metrics. Only programs of this machine reach them. There is no dev
 * console among them: it evaluates expressions for whoever sends them, a web page in a browser too.
 *
 * @param port of 127.0.0.1
 */
record ManagementPages(int port) {

    private static final int USUAL_PORT = 8080;
    private static final String HOST = "127.0.0.1";

    /** On port 8080, or on a free one if that is in use. */
    static ManagementPages onFreePort() throws IOException {
        try (ServerSocket usual = bound(USUAL_PORT)) {
            return new ManagementPages(usual.getLocalPort());
        } catch (IOException inUse) {
            try (ServerSocket free = bound(0)) {
                return new ManagementPages(free.getLocalPort());
            }
        }
    }

    private static ServerSocket bound(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(HOST), port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** What turns them on. */
    Map<String, String> properties() {
        return Map.of(
                "camel.management.enabled", "true",
                "camel.management.host", HOST,
                "camel.management.port", String.valueOf(port),
                "camel.management.health-check-enabled", "true",
                "camel.management.metrics-enabled", "true",
                "camel.metrics.enabled", "true",
                "camel.health.exposure-level", "full");
    }

    String health() {
        return url("/observe/health");
    }

    String metrics() {
        return url("/observe/metrics");
    }

    /** For people. */
    String addresses() {
        return "Health:  %s%nMetrics: %s".formatted(health(), metrics());
    }

    private String url(String path) {
        return "http://" + HOST + ":" + port + path;
    }
}
