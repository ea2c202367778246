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
 * Makes a route fail at a chosen call of an endpoint, just before the call or just after it succeeded. It kills the process,
 * so that nothing is closed, released or flushed; or, with {@link #setOnly}, it throws an exception that no route expects.
 */
public final class FailurePoint implements InterceptStrategy, CamelContextAware {

    /** Of a process that this class killed. */
    static final int EXIT_CODE = 86;

    private String before = "none";
    private String after = "none";
    private int times = 1;
    private String only;
    private final AtomicInteger thrown = new AtomicInteger();
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
        return target instanceof EndpointAware call ? new Intercepted(target, call) : target;
    }

    private final class Intercepted extends DelegateAsyncProcessor {

        private final EndpointAware call;

        Intercepted(Processor target, EndpointAware call) {
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
                    thrown.incrementAndGet();
                    exchange.setException(new IllegalStateException("unexpected (on purpose)"));
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
    int thrown() {
        return thrown.get();
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

    /** Kills the process at this call of those that match, counted from 1. */
    public void setTimes(int times) {
        this.times = times;
    }

    /** Throws for each body that contains this text, instead of killing the process. */
    public void setOnly(String only) {
        this.only = only;
    }
}
