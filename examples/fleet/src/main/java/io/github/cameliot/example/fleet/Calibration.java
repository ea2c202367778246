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
package io.github.cameliot.example.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.cameliot.jobsdata.IotJobsDataConstants;
import io.github.cameliot.jobsdata.JobRejectedException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** The work: waits the few milliseconds that a sensor needs to settle, and knows what it can and cannot do. */
public final class Calibration {

    static final String MODEL = "S2";
    static final double LARGEST_OFFSET = 5;

    private final AtomicInteger runs = new AtomicInteger();

    /**
     * @throws JobRejectedException when the document is for another model
     * @throws CalibrationException when the offset is larger than a sensor can have
     */
    public void calibrate(@Header(IotJobsDataConstants.THING) String sensor, @Body JsonNode document)
            throws CalibrationException, InterruptedException {
        runs.incrementAndGet();
        String model = document.path("model").asText();
        if (!model.equals(MODEL)) {
            throw new JobRejectedException("for model %s, %s is %s".formatted(model, sensor, MODEL));
        }
        Thread.sleep(document.path("settleMillis").asLong());
        double offset = document.path("offset").asDouble();
        if (Math.abs(offset) > LARGEST_OFFSET) {
            throw new CalibrationException("an offset of %s is beyond %s".formatted(offset, LARGEST_OFFSET));
        }
    }

    /** How often a calibration was begun. */
    int runs() {
        return runs.get();
    }
}
