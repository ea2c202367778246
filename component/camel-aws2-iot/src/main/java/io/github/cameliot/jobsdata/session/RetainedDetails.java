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
package io.github.cameliot.jobsdata.session;

import io.github.cameliot.jobsdata.model.StatusDetails;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Details that each write of a session contains, even if an update of its route replaces the details. */
final class RetainedDetails {

    private static final Logger LOG = LoggerFactory.getLogger(RetainedDetails.class);

    private static final int MOST_PAIRS = StatusDetails.MOST_PAIRS - 1;

    /** Nothing is retained, as in most sessions; one shared object. */
    static final RetainedDetails NONE = new RetainedDetails(Map.of(), Map.of(), new AtomicBoolean());

    private final Map<String, String> details;
    private final Map<String, String> whenHandedOver;
    private final AtomicBoolean isCutSaid;

    private RetainedDetails(Map<String, String> details, Map<String, String> whenHandedOver, AtomicBoolean isCutSaid) {
        this.details = details;
        this.whenHandedOver = whenHandedOver;
        this.isCutSaid = isCutSaid;
    }

    /** Replaces the retained details. */
    RetainedDetails replacedBy(Map<String, String> newDetails, Map<String, String> newWhenHandedOver) {
        return new RetainedDetails(newDetails, newWhenHandedOver, this == NONE ? new AtomicBoolean() : isCutSaid);
    }

    Map<String, String> details() {
        return details;
    }

    /** The retained details first, then the given ones as far as there is room. */
    Map<String, String> with(Map<String, String> given) {
        return join(details, given);
    }

    Map<String, String> withWhenHandedOver(Map<String, String> given) {
        return join(whenHandedOver, given);
    }

    private Map<String, String> join(Map<String, String> first, Map<String, String> given) {
        if (first.isEmpty()) {
            return given;
        }
        Map<String, String> all = new LinkedHashMap<>(first);
        given.forEach(all::putIfAbsent);
        if (all.size() > MOST_PAIRS && isCutSaid.compareAndSet(false, true)) {
            LOG.warn(
                    "Status details left out of an update: {} are retained, and at most {} pairs are possible "
                            + "besides the claim marker. Not repeated for this job.",
                    first.size(),
                    MOST_PAIRS);
        }
        return StatusDetails.of(all, MOST_PAIRS).pairs();
    }
}
