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

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The bean of the Kamelet {@code aws-iot-jobs-progress-action}: sets the headers of its update before it and restores those
 * of the route after it, so that a progress report never ends a job.
 */
public final class Progress {

    /** The exchange property with the value of the detail, which the Kamelet evaluates. */
    static final String VALUE = "iot-progress-value";

    private static final String ASIDE = "iot-progress-aside";

    private static final List<String> INPUTS = List.of(
            IotJobsDataConstants.UPDATE_STATUS,
            IotJobsDataConstants.UPDATE_STATUS_DETAILS,
            IotJobsDataConstants.EXPECTED_VERSION,
            IotJobsDataConstants.STEP_TIMEOUT);

    private String detail;

    /** Sets what to report; without a value the details of the job stay as they are. */
    public void begin(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, Object> aside = new LinkedHashMap<>();
        INPUTS.stream()
                .filter(name -> message.getHeader(name) != null)
                .forEach(name -> aside.put(name, message.removeHeader(name)));
        exchange.setProperty(ASIDE, aside);
        String value = exchange.getProperty(VALUE, "", String.class);
        if (!value.isBlank()) {
            message.setHeader(IotJobsDataConstants.UPDATE_STATUS_DETAILS, Map.of(detail, value));
        }
    }

    /** Restores the headers of the route. */
    public void end(Exchange exchange) {
        Message message = exchange.getMessage();
        INPUTS.forEach(message::removeHeader);
        Map<?, ?> aside = (Map<?, ?>) exchange.removeProperty(ASIDE);
        aside.forEach((name, value) -> message.setHeader((String) name, value));
        exchange.removeProperty(VALUE);
    }

    /** 1 to 128 of letters, digits and {@code :_-}. */
    public void setDetail(String detail) {
        if (!detail.matches("[a-zA-Z0-9:_-]{1,128}")) {
            throw new IllegalArgumentException("detail=" + detail
                    + " is not possible: AWS allows 1 to 128 letters, digits and :_-." + " Use a key such as step.");
        }
        this.detail = detail;
    }
}
