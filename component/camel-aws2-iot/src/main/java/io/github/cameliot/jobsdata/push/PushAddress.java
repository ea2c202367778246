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
package io.github.cameliot.jobsdata.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;

/**
 * Where the MQTT broker is.
 *
 * @param scheme {@code wss} and {@code ws} for MQTT over WebSocket, {@code mqtts} and {@code mqtt} for MQTT over TCP; the
 *     s is for TLS
 */
public record PushAddress(String scheme, String host, int port) {

    private static final Map<String, Integer> PORTS = Map.of("wss", 443, "ws", 80, "mqtts", 8883, "mqtt", 1883);

    private static final int MOST_PORT = 65_535;

    /** Null if the text is not such an address. */
    public static PushAddress parse(String text) {
        try {
            URI uri = new URI(text.strip());
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean bare = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
            String path = uri.getPath() == null ? "" : uri.getPath();
            boolean isRoot = path.isEmpty() || path.equals("/") || path.equals("/mqtt") && scheme.startsWith("ws");
            if (!PORTS.containsKey(scheme) || uri.getHost() == null || !bare || !isRoot || uri.getPort() > MOST_PORT) {
                return null;
            }
            return new PushAddress(scheme, uri.getHost(), uri.getPort() < 0 ? PORTS.get(scheme) : uri.getPort());
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** The same host and port as those of an HTTP endpoint, over WebSocket. */
    public static PushAddress of(URI endpoint) {
        String scheme = "https".equalsIgnoreCase(endpoint.getScheme()) ? "wss" : "ws";
        return new PushAddress(
                scheme, endpoint.getHost(), endpoint.getPort() < 0 ? PORTS.get(scheme) : endpoint.getPort());
    }

    public boolean isWebSocket() {
        return scheme.startsWith("ws");
    }

    public boolean isTls() {
        return scheme.endsWith("s") && !scheme.equals("ws");
    }

    @Override
    public String toString() {
        return scheme + "://" + host + (PORTS.get(scheme) == port ? "" : ":" + port);
    }
}
