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
package io.github.cameliot.jobsdata.hang;

import io.github.cameliot.jobsdata.hang.Treatment.Response;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * One request on its way through the proxy.
 *
 * @param body the request's
 */
record Relay(Vertx vertx, HttpClient client, URI service, HttpServerRequest request, Buffer body) {

    /** Sends the request to the service; a service that is gone breaks the caller's connection. */
    void forward(Consumer<Response> then) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().addAll(request.headers());
        headers.remove(HttpHeaders.HOST).remove(HttpHeaders.CONTENT_LENGTH);
        RequestOptions options = new RequestOptions()
                .setMethod(request.method())
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setURI(request.uri())
                .setHeaders(headers);
        client.request(options)
                .compose(sent -> sent.send(body))
                .compose(received -> received.body()
                        .map(content -> new Response(received.statusCode(), received.headers(), content)))
                .onSuccess(then::accept)
                .onFailure(gone -> reset());
    }

    void respond(Response response) {
        if (!request.response().closed()) {
            head(response).end(response.body());
        }
    }

    /** Half of the body and the end of the connection. */
    void respondHalf(Response response) {
        head(response)
                .putHeader(
                        HttpHeaders.CONTENT_LENGTH,
                        String.valueOf(response.body().length()))
                .write(response.body().slice(0, response.body().length() / 2))
                .onComplete(written -> reset());
    }

    private HttpServerResponse head(Response response) {
        HttpServerResponse head = request.response().setStatusCode(response.status());
        head.headers().addAll(response.headers());
        return head;
    }

    void reset() {
        request.connection().close();
    }

    void after(Duration time, Runnable then) {
        vertx.setTimer(Math.max(1, time.toMillis()), timer -> then.run());
    }
}
