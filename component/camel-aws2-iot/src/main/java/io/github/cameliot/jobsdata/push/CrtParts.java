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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.crt.CrtResource;
import software.amazon.awssdk.crt.http.HttpProxyOptions;
import software.amazon.awssdk.crt.io.ClientBootstrap;
import software.amazon.awssdk.crt.io.EventLoopGroup;
import software.amazon.awssdk.crt.io.HostResolver;
import software.amazon.awssdk.crt.io.SocketOptions;
import software.amazon.awssdk.crt.io.TlsContext;
import software.amazon.awssdk.crt.io.TlsContextOptions;

/** The native parts of one connection. They are closed together, in the opposite order, when it has ended. */
final class CrtParts implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int PROBE_AFTER_SECONDS = 60;
    private static final int PROBE_EVERY_SECONDS = 10;
    private static final int PROBES = 3;

    private final List<CrtResource> parts = new ArrayList<>();

    private <P extends CrtResource> P keep(P part) {
        parts.add(part);
        return part;
    }

    ClientBootstrap bootstrap() {
        EventLoopGroup thread = keep(new EventLoopGroup(1));
        return keep(new ClientBootstrap(thread, keep(new HostResolver(thread))));
    }

    SocketOptions socket() {
        SocketOptions socket = keep(new SocketOptions());
        socket.connectTimeoutMs = (int) CONNECT.toMillis();
        // Also an abandoned attempt ends if its peer is gone. The "timeout" is the time between two probes (seen on
        // Linux).
        socket.setTcpKeepAlive(PROBE_EVERY_SECONDS, PROBE_AFTER_SECONDS, PROBES);
        return socket;
    }

    /** Null where the broker is reached without TLS. */
    TlsContext tls(PushAddress address, PushTls tls) {
        if (!address.isTls()) {
            return null;
        }
        try (TlsContextOptions options = tls.certificate() == null
                ? TlsContextOptions.createDefaultClient()
                : TlsContextOptions.createWithMtls(tls.certificate(), tls.key())) {
            options.withVerifyPeer(!tls.trustAll());
            if (tls.trusted() != null && !tls.trustAll()) {
                options.withCertificateAuthority(tls.trusted());
            }
            if (!address.isWebSocket() && address.port() == 443) {
                // Source: AWS IoT developer guide, "Protocols, port mappings, and authentication".
                options.withAlpnList("x-amzn-mqtt-ca");
            }
            return keep(new TlsContext(options));
        }
    }

    /** Null where there is no proxy. Its own connection is without TLS, or verified by the operating system. */
    HttpProxyOptions proxy(URI proxy) {
        if (proxy == null) {
            return null;
        }
        HttpProxyOptions options = new HttpProxyOptions();
        options.setHost(proxy.getHost());
        options.setPort(proxy.getPort());
        options.setConnectionType(HttpProxyOptions.HttpProxyConnectionType.Tunneling);
        if ("https".equals(proxy.getScheme())) {
            try (TlsContextOptions tls = TlsContextOptions.createDefaultClient()) {
                options.setTlsContext(keep(new TlsContext(tls)));
            }
        }
        return options;
    }

    @Override
    public void close() {
        for (int i = parts.size() - 1; i >= 0; i--) {
            parts.get(i).close();
        }
        parts.clear();
    }
}
