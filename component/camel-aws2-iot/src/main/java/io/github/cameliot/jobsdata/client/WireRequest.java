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

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * A request as it goes on the wire.
 *
 * <p>Source: service model 2017-09-29; a test shows that the SDK sends the same.
 *
 * @param path encoded
 * @param query not encoded
 * @param body JSON in ASCII, so that it has the same bytes in every charset; null for none
 */
record WireRequest(SdkHttpMethod method, String path, Map<String, String> query, String body) {

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    static WireRequest of(DescribeJobExecutionRequest q) {
        Map<String, String> query = new LinkedHashMap<>();
        put(query, "includeJobDocument", q.includeJobDocument());
        put(query, "executionNumber", q.executionNumber());
        return new WireRequest(SdkHttpMethod.GET, job(q.thingName(), q.jobId()), query, null);
    }

    static WireRequest of(GetPendingJobExecutionsRequest q) {
        return new WireRequest(SdkHttpMethod.GET, jobs(q.thingName()), Map.of(), null);
    }

    static WireRequest of(StartNextPendingJobExecutionRequest q) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("statusDetails", q.hasStatusDetails() ? q.statusDetails() : null);
        body.put("stepTimeoutInMinutes", q.stepTimeoutInMinutes());
        return new WireRequest(SdkHttpMethod.PUT, jobs(q.thingName()) + "/$next", Map.of(), json(body));
    }

    static WireRequest of(UpdateJobExecutionRequest q) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("status", q.statusAsString());
        body.put("statusDetails", q.hasStatusDetails() ? q.statusDetails() : null);
        body.put("expectedVersion", q.expectedVersion());
        body.put("includeJobExecutionState", q.includeJobExecutionState());
        body.put("includeJobDocument", q.includeJobDocument());
        body.put("executionNumber", q.executionNumber());
        body.put("stepTimeoutInMinutes", q.stepTimeoutInMinutes());
        return new WireRequest(SdkHttpMethod.POST, job(q.thingName(), q.jobId()), Map.of(), json(body));
    }

    private static String jobs(String thing) {
        return "/things/" + encoded("thingName", thing) + "/jobs";
    }

    private static String job(String thing, String jobId) {
        return jobs(thing) + "/" + encoded("jobId", jobId);
    }

    /** Escapes every character that a name may have, and any other that a request of the user may have. */
    private static String encoded(String name, String text) {
        if (text == null || text.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing in the request. Set it.");
        }
        return SdkHttpUtils.urlEncode(text);
    }

    private static void put(Map<String, String> query, String name, Object value) {
        if (value != null) {
            query.put(name, value.toString());
        }
    }

    /** Members that are null are left out. */
    private static String json(Map<String, Object> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> member : members.entrySet()) {
                if (member.getValue() instanceof Map<?, ?> pairs) {
                    json.writeObjectFieldStart(member.getKey());
                    for (Map.Entry<?, ?> pair : pairs.entrySet()) {
                        json.writeStringField(pair.getKey().toString(), (String) pair.getValue());
                    }
                    json.writeEndObject();
                } else if (member.getValue() != null) {
                    json.writeFieldName(member.getKey());
                    json.writePOJO(member.getValue());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
