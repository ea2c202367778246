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

import java.util.function.Predicate;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;

/** Makes an exchange wait for the end of a job, without holding a thread. */
final class AwaitProducer extends DefaultAsyncProducer {

    private final IotJobsEndpoint endpoint;
    private final AwaitValues values;
    private volatile JobReads reads;
    private volatile Waits waits;

    AwaitProducer(IotJobsEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.values = new AwaitValues(endpoint);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        reads = endpoint.reads();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            AwaitTerms terms = values.terms(exchange.getMessage());
            waits = endpoint.waits();
            RouteStopping.watch(exchange, waits);
            Predicate<Object> owner =
                    who -> who == this || (who instanceof String route && RouteStopping.isIn(exchange, route));
            waits.begin(owner, reads, endpoint.account(), terms, (verdict, failure) -> {
                if (failure != null) {
                    exchange.setException(failure);
                } else {
                    VerdictHeaders.set(exchange, verdict);
                    exchange.getMessage().setBody(verdict);
                }
                callback.done(false);
            });
            if (!isStarted()) {
                waits.stop(this);
            }
            return false;
        } catch (RuntimeException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (waits != null) {
            waits.stop(this);
        }
        super.doStop();
    }
}
