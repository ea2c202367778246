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

import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.jobsdata.client.SharedClients;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.annotations.Component;

/** The unchanged component, except for the HTTP client below its SDK clients. */
@Component("iot-jobs-data") // Camel finds the options by this annotation, and does not inherit it.
final class StubbedJobsComponent extends IotJobsDataComponent {

    StubbedJobsComponent(CamelContext context, String body) {
        super(context, SharedClients.ofDataPlane(options -> StubHttpClient.responding("application/json", body)));
    }
}
