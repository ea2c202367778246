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
package io.github.cameliot.emulator.contract;

import io.github.cameliot.emulator.edge.RequestDispatcher;
import io.github.cameliot.emulator.wire.Client;
import io.github.cameliot.emulator.wire.Request;
import io.github.cameliot.emulator.wire.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpRequest;

/** The AWS SDK's HTTP client that needs no network: it calls the emulator's edge. */
final class InProcessHttpClient implements SdkHttpClient {

    private final RequestDispatcher dispatcher;

    InProcessHttpClient(RequestDispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                return sdkResponse(dispatcher.handle(edgeRequest(request)));
            }

            @Override
            public void abort() {}
        };
    }

    private static Request edgeRequest(HttpExecuteRequest request) throws IOException {
        SdkHttpRequest http = request.httpRequest();
        byte[] body = new byte[0];
        if (request.contentStreamProvider().isPresent()) {
            try (InputStream stream = request.contentStreamProvider().get().newStream()) {
                body = stream.readAllBytes();
            }
        }
        String query = http.encodedQueryParameters()
                .map(parameters -> "?" + parameters)
                .orElse("");
        return new Request(
                http.method().name(),
                http.encodedPath() + query,
                name -> http.firstMatchingHeader(name).orElse(null),
                body,
                new Client(1, true));
    }

    private static HttpExecuteResponse sdkResponse(Response response) {
        Map<String, List<String>> headers = response.headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> List.of(header.getValue())));
        return HttpExecuteResponse.builder()
                .response(SdkHttpFullResponse.builder()
                        .statusCode(response.status())
                        .headers(headers)
                        .build())
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(response.body())))
                .build();
    }

    @Override
    public void close() {}
}
