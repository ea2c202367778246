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

import io.github.cameliot.emulator.tls.Identity;
import io.github.cameliot.emulator.tls.TestAuthority;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/** Sends requests with TLS, with a client certificate or without one. */
final class TlsClient {

    private final JobsEmulator emulator;
    private final HttpClient http;

    /** @param identity null for no client certificate */
    TlsClient(JobsEmulator emulator, Identity identity) throws GeneralSecurityException {
        this.emulator = emulator;
        this.http = HttpClient.newBuilder()
                .sslContext(context(emulator.authority(), identity))
                .build();
    }

    HttpResponse<String> send(String method, String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(emulator.endpoint() + path))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static SSLContext context(TestAuthority authority, Identity client) throws GeneralSecurityException {
        ClientKeys keys = ClientKeys.of(authority, client);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.keys().getKeyManagers(), keys.trust().getTrustManagers(), null);
        return context;
    }
}
