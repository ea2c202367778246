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
package io.github.cameliot.example.boot;

import io.github.cameliot.jobsdata.IotJobsDataConstants;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The meters over HTTP. */
@RestController
class MeterController {

    private final Meters meters;
    private final ProducerTemplate camel;

    MeterController(Meters meters, ProducerTemplate camel) {
        this.meters = meters;
        this.camel = camel;
    }

    @GetMapping("/meters")
    List<Meters.Meter> all() {
        return meters.all();
    }

    /** Makes a job: the meter gets the tariff when it is online. Asked twice, it is one job. */
    @PostMapping("/meters/{meter}/tariff/{tariff}")
    String order(@PathVariable("meter") String meter, @PathVariable("tariff") int tariff) {
        String jobId = "tariff-" + tariff + "-" + meter;
        camel.sendBodyAndHeaders(
                "direct:create-tariff",
                "{\"tariff\":" + tariff + "}",
                Map.of(IotJobsDataConstants.THING, meter, IotJobsDataConstants.JOB_ID, jobId));
        return jobId;
    }
}
