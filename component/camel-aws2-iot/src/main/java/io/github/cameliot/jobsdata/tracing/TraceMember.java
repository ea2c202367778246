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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import io.github.cameliot.jobsdata.model.Names;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.Message;

/**
 * The member of a job document that holds a {@link TraceContext}, as in
 * {@code {"trace":{"traceparent":"00-...","tracestate":"..."}}}. A document is not trusted: only these two texts are
 * read from it.
 *
 * @param name what the option traceContext says
 */
public record TraceMember(String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

    /** Keeps neither names nor buffers from one document to the next. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build();

    /**
     * @param name the value of the option; null for none
     * @return null for none
     * @throws IllegalArgumentException when it cannot be the name of a member
     */
    public static TraceMember of(String name) {
        if (name != null && !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("traceContext=" + Names.shown(name) + " is not possible. Use the name of"
                    + " the member of the job document that holds the trace context, 1 to 64 of a-z A-Z 0-9 _ . : -, as"
                    + " in traceContext=trace.");
        }
        return name == null ? null : new TraceMember(name);
    }

    /** Sets the headers traceparent and tracestate to the texts of the document. Without them the headers stay as they are. */
    public void show(Message message, String document) {
        find(document).ifPresent(found -> {
            message.setHeader(TraceContext.TRACEPARENT, found.traceparent());
            if (found.tracestate() != null) {
                message.setHeader(TraceContext.TRACESTATE, found.tracestate());
            }
        });
    }

    /**
     * The trace context in the document. If two members have this name, the first one counts.
     *
     * @param document null for none
     * @return empty where there is none, where it is invalid, or where the document is not a JSON object
     */
    public Optional<TraceContext> find(String document) {
        if (document == null) {
            return Optional.empty();
        }
        try (JsonParser json = JSON.createParser(document)) {
            return isAtMember(json) ? read(json) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a broken document is the route's concern: tracing fails no job
        }
    }

    private boolean isAtMember(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = name.equals(json.currentName());
            JsonToken value = json.nextToken();
            if (found) {
                return value == JsonToken.START_OBJECT;
            }
            json.skipChildren();
        }
        return false;
    }

    private static Optional<TraceContext> read(JsonParser json) throws IOException {
        String traceparent = null;
        String tracestate = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String member = json.currentName();
            if (json.nextToken() != JsonToken.VALUE_STRING) {
                json.skipChildren();
            } else if (traceparent == null && member.equals(TraceContext.TRACEPARENT)) {
                traceparent = json.getText();
            } else if (tracestate == null && member.equals(TraceContext.TRACESTATE)) {
                tracestate = json.getText();
            }
        }
        return TraceContext.of(traceparent, tracestate);
    }
}
