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
package io.github.cameliot.jobsdata;

import io.github.cameliot.emulator.Fault;
import java.util.List;

/** The ways in which AWS IoT Jobs fails for every call. */
final class Outages {

    /** Each of them makes a health check DOWN. */
    static final List<Fault> ALL = List.of(
            Fault.throttle(),
            Fault.unavailable(),
            Fault.forbidden(),
            Fault.invalidCertificate(),
            Fault.errorBody(),
            Fault.resetBeforeEffect());

    private Outages() {}
}
