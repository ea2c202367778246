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
package io.github.cameliot.control.await;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs once that jobs cannot be read, and once that they can be read again, instead of for each of a thousand waits.
 */
final class Outage {

    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private long failures;

    synchronized void note(Look<?> look) {
        if (look instanceof Look.Unreadable<?> unreadable) {
            if (failures++ == 0) {
                LOG.warn(
                        "A job could not be read. Waits for jobs continue until their timeouts; further failures are "
                                + "counted: {}",
                        unreadable.failure().getMessage());
            }
        } else if (failures > 0) {
            LOG.info("Jobs can be read again, after {} failed read(s).", failures);
            failures = 0;
        }
    }
}
