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
package io.github.cameliot.example.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.JobRejectedException;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Header;

/** Knows what hardware each thing is, from the properties {@code model.<thing>}. */
public final class Inventory {

    private static final String ANY = "any";

    /** @throws JobRejectedException when the document is for another model, or not one of ours */
    public void check(@Header(IotJobsDataConstants.THING) String thing, @Body JsonNode document, CamelContext context) {
        String model = context.getPropertiesComponent()
                .resolveProperty("model." + thing)
                .orElse("of no known model");
        String wanted = document.path("model").asText();
        if (wanted.isEmpty()) {
            throw new JobRejectedException("the document names no model");
        }
        if (!wanted.equals(ANY) && !wanted.equals(model)) {
            throw new JobRejectedException("for model " + wanted + ", " + thing + " is " + model);
        }
    }
}
