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
package io.github.cameliot.routes;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * What goes wrong between two calls of a route, as it is about to call an endpoint, or when that call was a success: kills
 * this process, with nothing closed, released or flushed; or throws what nobody foresaw.
 */
public final class Trap implements InterceptStrategy, CamelContextAware {

    /** Says that it was this class that ended the process. */
    static final int EXIT_CODE = 86;

    private String before = "none";
    private String after = "none";
    private int times = 1;
    private String only;
    private final AtomicInteger sprung = new AtomicInteger();
    private CamelContext context;

    /** Registers itself: Camel Main looks for strategies before it makes the beans of the properties. */
    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
        context.getCamelContextExtension().addInterceptStrategy(this);
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor next) {
        return target instanceof EndpointAware call ? new Trapped(target, call) : target;
    }

    private final class Trapped extends DelegateAsyncProcessor {

        private final EndpointAware call;

        Trapped(Processor target, EndpointAware call) {
            super(target);
            this.call = call;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            String uri = call.getEndpoint().getEndpointUri();
            if (uri.startsWith(before)) {
                if (only == null) {
                    halt();
                } else if (String.valueOf(exchange.getMessage().getBody(String.class))
                        .contains(only)) {
                    sprung.incrementAndGet();
                    exchange.setException(new IllegalStateException("nobody foresaw this"));
                    callback.done(true);
                    return true;
                }
            }
            return super.process(exchange, doneSync -> {
                if (uri.startsWith(after) && exchange.getException() == null) {
                    halt();
                }
                callback.done(doneSync);
            });
        }
    }

    /** How often it has thrown. */
    int sprung() {
        return sprung.get();
    }

    private synchronized void halt() {
        if (--times == 0) {
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }

    /** The start of a URI, as in {@code kafka://jobs}. */
    public void setBefore(String before) {
        this.before = before;
    }

    /** The start of a URI, as in {@code kafka://jobs}. */
    public void setAfter(String after) {
        this.after = after;
    }

    /** At which of these calls the process is killed, counted from 1. */
    public void setTimes(int times) {
        this.times = times;
    }

    /** Instead of a kill, an exception for each body that has this text. */
    public void setOnly(String only) {
        this.only = only;
    }
}
