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

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a service differs from AWS IoT Jobs: each difference is logged once, and survived. */
public final class Deviations {

    private static final Logger LOG = LoggerFactory.getLogger(Deviations.class);

    private final Set<Deviation> noted = EnumSet.noneOf(Deviation.class);
    private final Supplier<String> service;

    /** What was met, and what it means here. */
    public enum Deviation {
        /** {@code $next} of an idle thing is a 404. */
        NOTHING_PENDING_IS_404(
                "it responds 404 where nothing is pending, AWS 200 without an execution. Such a poll costs one"
                        + " more read, which tells it from a thing that does not exist"),
        /** {@code lastUpdatedAt} is far ahead, or long before AWS IoT Jobs. */
        TIMES_ARE_NOT_SECONDS(
                "a lastUpdatedAt that it shows cannot be the time of an update in seconds; maybe it counts"
                        + " milliseconds. Jobs of other workers are taken over when this worker has seen them unchanged for their lease"),
        /** A read of what has ended is no 410. */
        ENDED_IS_SHOWN("it shows an execution that has ended, AWS responds 410. Nothing depends on it"),
        /** A write to what has ended is no 409. */
        ENDED_IS_NO_CONFLICT(
                "it responds 200 to an update of an execution that has ended, AWS 409. The status in its response"
                        + " counts");

        private final String sentence;

        Deviation(String sentence) {
            this.sentence = sentence;
        }
    }

    /** @param service its name, for the log line */
    Deviations(Supplier<String> service) {
        this.service = service;
    }

    /** It was met: a line in the log, if it is the first time. */
    public void note(Deviation met) {
        synchronized (noted) {
            if (!noted.add(met)) {
                return;
            }
        }
        LOG.warn("{} is not quite AWS IoT Jobs: {}. Not repeated.", service.get(), met.sentence);
    }
}
