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
package io.github.cameliot.jobsdata.tracing;

import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.model.Secrets;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.InterceptSendToEndpoint;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * The attributes of the spans of both components. Unlike Camel's own decorators, it leaves out the options of the endpoint,
 * because they may contain status details.
 *
 * <p>Source of the names {@code messaging.*} and {@code error.type}: OpenTelemetry's semantic conventions (messaging
 * spans). They define nothing for jobs; {@code iot_jobs.*} are names of this component.
 *
 * @param <E> the endpoints
 */
public abstract class JobSpanDecorator<E extends Endpoint> extends AbstractSpanDecorator {

    public static final String THING = "iot_jobs.thing";
    public static final String JOB_ID = "iot_jobs.job_id";
    public static final String OPERATION = "iot_jobs.operation";
    public static final String EXECUTION_NUMBER = "iot_jobs.execution_number";
    public static final String STATUS = "iot_jobs.status";

    private static final String OPEN_SPAN = "CamelAwsIotJobsOpenSpan";
    private static final int LONGEST_MESSAGE = 1024;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9:_-]{1,128}");

    private final String scheme;
    private final Class<E> endpoints;

    protected JobSpanDecorator(String scheme, Class<E> endpoints) {
        this.scheme = scheme;
        this.endpoints = endpoints;
    }

    /**
     * A span that has begun and not ended.
     *
     * @param isConsumers whether it is that of the whole route
     * @param outer the span of ours around it, null for none
     */
    private record OpenSpan(Span span, Endpoint endpoint, boolean isConsumers, OpenSpan outer) {}

    @Override
    public String getComponent() {
        return scheme;
    }

    /** The operation and the scheme. Things and jobs are not in the name: there are too many of them. */
    @Override
    public String getOperationName(Exchange exchange, Endpoint endpoint) {
        return (isConsumers(exchange, endpoint) ? "process" : operationOf(endpoint)) + " " + scheme;
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        boolean isConsumers = isConsumers(exchange, endpoint);
        exchange.setProperty(OPEN_SPAN, new OpenSpan(span, endpoint, isConsumers, openSpan(exchange)));
        String operation = operationOf(endpoint);
        span.setComponent("camel-" + scheme);
        span.setTag(TagConstants.URL_SCHEME, scheme);
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        span.setTag("camel.uri", scheme + ":" + operation);
        span.setTag(TagConstants.URL_PATH, operation);
        span.setTag("messaging.system", "aws_iot_jobs");
        span.setTag("messaging.operation.name", isConsumers ? "process" : operation);
        span.setTag(OPERATION, operation);
        E ours = ours(endpoint);
        if (ours != null) {
            tag(span, TagConstants.SERVER_ADDRESS, Secrets.masked(serviceUrl(ours)));
            begun(span, exchange, ours, isConsumers);
        }
    }

    private String operationOf(Endpoint endpoint) {
        E ours = ours(endpoint);
        return ours == null ? stripSchemeAndOptions(endpoint) : operation(ours);
    }

    /**
     * Camel finds a decorator by the scheme, so the endpoint may be the one with which interceptSendToEndpoint wraps ours.
     *
     * @return null for one that is not ours at all
     */
    private E ours(Endpoint endpoint) {
        Endpoint inner =
                endpoint instanceof InterceptSendToEndpoint intercept ? intercept.getOriginalEndpoint() : endpoint;
        return endpoints.isInstance(inner) ? endpoints.cast(inner) : null;
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        OpenSpan open = openSpan(exchange);
        if (open != null && open.span() == span) {
            if (open.outer() == null) {
                exchange.removeProperty(OPEN_SPAN);
            } else {
                exchange.setProperty(OPEN_SPAN, open.outer());
            }
            E ours = ours(open.endpoint());
            if (ours != null) {
                ended(span, exchange, ours, open.isConsumers());
            }
        }
        if (exchange.isFailed()) {
            failed(span, exchange.getException());
        }
    }

    private static void failed(Span span, Throwable cause) {
        span.setError(true);
        if (cause != null) {
            span.setTag("error.type", cause.getClass().getName());
            String message = cause.getMessage() == null ? "" : OneLine.of(cause.getMessage(), LONGEST_MESSAGE);
            span.log(Map.of("event", "error", "error.kind", "Exception", "message", message));
        }
    }

    /**
     * The first span of ours on an exchange from that endpoint is the span of the route. An exchange of a ProducerTemplate has
     * the endpoint to which it is sent as its origin, and no route.
     */
    private static boolean isConsumers(Exchange exchange, Endpoint endpoint) {
        return exchange.getFromEndpoint() == endpoint
                && exchange.getFromRouteId() != null
                && openSpan(exchange) == null;
    }

    private static OpenSpan openSpan(Exchange exchange) {
        return exchange.getProperty(OPEN_SPAN, OpenSpan.class);
    }

    protected abstract String operation(E endpoint);

    /** The address of the service, or its region. */
    protected abstract String serviceUrl(E endpoint);

    /** Tags what is known before the call, or before the route of a job. */
    protected abstract void begun(Span span, Exchange exchange, E endpoint, boolean isConsumers);

    /** Tags what is known after it, whether it failed or not. */
    protected abstract void ended(Span span, Exchange exchange, E endpoint, boolean isConsumers);

    /** @param value null for none */
    protected static void tag(Span span, String name, Object value) {
        if (value != null) {
            span.setTag(name, value.toString());
        }
    }

    /**
     * The header, or the option where there is no header. A header may contain anything: only a text that looks like a name, a
     * number or a status is used.
     *
     * @return null for none
     */
    protected static String name(Message message, String header, Object option) {
        Object value = message.getHeader(header, option, Object.class);
        return value != null && NAME.matcher(value.toString()).matches() ? value.toString() : null;
    }
}
