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
package io.github.cameliot.control;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** Sends exchanges without a thread that waits for them; a template would hold one for each. */
final class Sends {

    private Sends() {}

    static CompletableFuture<Exchange> async(CamelContext camel, String uri) {
        return async(producer(camel, uri), Map.of());
    }

    /** A producer that stops with the context. */
    static AsyncProducer producer(CamelContext camel, String uri) {
        try {
            AsyncProducer producer = camel.getEndpoint(uri).createAsyncProducer();
            camel.addService(producer, false, true);
            return producer;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static CompletableFuture<Exchange> async(AsyncProducer producer, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(producer.getEndpoint().getCamelContext());
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        CompletableFuture<Exchange> ended = new CompletableFuture<>();
        producer.process(exchange, doneSync -> ended.complete(exchange));
        return ended;
    }
}
