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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/** An HTTP client without a network; each request is answered by the next call of {@code responses}. */
record StubHttpClient(Callable<HttpExecuteResponse> responses) implements SdkHttpClient {

    /** One that gives the same response to every request. */
    static StubHttpClient answering(SdkHttpResponse head, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return new StubHttpClient(() -> response(head, bytes));
    }

    static HttpExecuteResponse response(int status, String body) {
        SdkHttpResponse head = SdkHttpResponse.builder()
                .statusCode(status)
                .putHeader("Content-Length", String.valueOf(body.length()))
                .build();
        return response(head, body.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpExecuteResponse response(SdkHttpResponse head, byte[] body) {
        return HttpExecuteResponse.builder()
                .response(head)
                .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
                .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return responses.call();
                } catch (IOException | RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new IOException(e);
                }
            }

            @Override
            public void abort() {}
        };
    }

    @Override
    public void close() {}
}
