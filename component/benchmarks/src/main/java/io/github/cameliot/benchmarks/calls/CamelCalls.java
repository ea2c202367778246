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
package io.github.cameliot.benchmarks.calls;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.support.DefaultConsumer;

/** A Camel context of one {@link Setting}, and the calls of one operation that are made in it. */
final class CamelCalls implements AutoCloseable {

    private final Operation operation;
    private final CamelContext context = new DefaultCamelContext();

    CamelCalls(Operation operation, Clients clients, Setting setting) throws Exception {
        this.operation = operation;
        if (!setting.isJmx()) {
            ((DefaultCamelContext) context).disableJMX();
        }
        if (setting.isPooled()) {
            context.getCamelContextExtension().setExchangeFactory(new PooledExchangeFactory());
            context.getCamelContextExtension().setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
        }
        if (operation.isOurs()) {
            StubbedJobsComponent jobs = new StubbedJobsComponent(context, operation.body());
            jobs.setAutowiredEnabled(false);
            context.addComponent("iot-jobs-data", jobs);
            context.getRegistry().bind("client", clients.jobs(operation.body()));
        } else {
            context.getRegistry().bind("client", clients.sqs(operation.body()));
        }
        context.start();
        Caller first = operation.callers().get(0);
        Exchange shown = context.createProducerTemplate().request(uri(first), this::ask);
        if (shown.getException() != null) {
            throw shown.getException();
        }
        Map<String, Object> headers = new LinkedHashMap<>(shown.getMessage().getHeaders());
        operation.headers().forEach((name, value) -> headers.remove(name, value));
        context.addComponent(
                "trivial", new TrivialComponent(headers, shown.getMessage().getBody()));
        for (Caller caller : operation.callers()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:" + caller).routeId(caller.name()).to(uri(caller));
                }
            });
        }
    }

    /** Both ways start with an exchange of a route's consumer, like that of a poll or a timer, and release it. */
    Call of(Variant variant) throws Exception {
        DefaultConsumer consumer =
                (DefaultConsumer) context.getRoute(variant.caller().name()).getConsumer();
        Processor processor = variant.route() ? consumer.getProcessor() : producer(variant.caller());
        return () -> {
            Exchange exchange = consumer.createExchange(false);
            ask(exchange);
            processor.process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Object shown = exchange.getMessage().getBody();
            consumer.releaseExchange(exchange, false);
            return shown;
        };
    }

    private Producer producer(Caller caller) throws Exception {
        Producer producer = context.getEndpoint(uri(caller)).createProducer();
        producer.start();
        return producer;
    }

    private void ask(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(operation.text());
        operation.headers().forEach(message::setHeader);
    }

    private String uri(Caller caller) {
        String and = operation.uri().contains("?") ? "&" : "?";
        return switch (caller) {
            case own ->
                operation.uri() + and + "region=" + Clients.REGION + "&uriEndpointOverride=" + Clients.ENDPOINT
                        + "&accessKey=" + Clients.ACCESS_KEY + "&secretKey=" + Clients.SECRET_KEY;
            case user -> operation.uri() + and + "iotJobsDataPlaneClient=#client";
            case sqs -> operation.uri() + and + "amazonSQSClient=#client";
            case trivial -> "trivial:" + operation;
            case raw, control -> throw new IllegalArgumentException(caller + " is not a call of Camel");
        };
    }

    @Override
    public void close() throws Exception {
        context.close();
    }
}
