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
package io.github.cameliot.jobsdata.client;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of endpoints without TLS, once for each: requests are signed but not encrypted. Names are not resolved for this
 * check.
 */
final class PlainHttp {

    private static final Logger LOG = LoggerFactory.getLogger(SharedClients.class);

    /** The number of endpoints that are remembered. */
    private static final int MOST = 1_000;

    private final Set<URI> warned = new HashSet<>();

    void warn(ClientOptions options) {
        URI endpoint = options.endpoint();
        if (endpoint == null
                || !"http".equalsIgnoreCase(endpoint.getScheme())
                || isLoopback(endpoint.getHost())
                || !options.credentials().isAny()) {
            return;
        }
        if (warned.size() < MOST && warned.add(endpoint)) {
            LOG.warn(
                    "uriEndpointOverride={} is not encrypted: anyone on the network path can read job documents and "
                            + "session tokens, and can change requests and responses. Use https.",
                    endpoint);
        }
    }

    /** Only by its name or number. */
    static boolean isLoopback(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        return name.equalsIgnoreCase("localhost")
                || name.toLowerCase(java.util.Locale.ROOT).endsWith(".localhost")
                || name.equals("[::1]")
                || name.equals("[0:0:0:0:0:0:0:1]")
                || isLoopbackNumber(name);
    }

    private static boolean isLoopbackNumber(String name) {
        return name.startsWith("127.") && name.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }
}
