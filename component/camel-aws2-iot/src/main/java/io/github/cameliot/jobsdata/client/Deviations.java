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

/**
 * Differences between a service and AWS IoT Jobs: each difference is logged once, and the component works in spite of
 * it.
 */
public final class Deviations {

    private static final Logger LOG = LoggerFactory.getLogger(Deviations.class);

    private final Set<Deviation> noted = EnumSet.noneOf(Deviation.class);
    private final Supplier<String> service;

    /** The difference, and its consequence here. */
    public enum Deviation {
        /** {@code $next} of a thing without a pending job is a 404. */
        NOTHING_PENDING_IS_404(
                "it responds 404 if no job is pending, where AWS responds 200 without an execution. Such a poll "
                        + "needs one more read, to tell this case from a thing that does not exist"),
        /** {@code lastUpdatedAt} is far in the future, or before AWS IoT Jobs existed. */
        TIMES_ARE_NOT_SECONDS(
                "its lastUpdatedAt cannot be the time of an update in seconds; it may be in milliseconds. This "
                        + "worker takes over a job of another worker when it has seen the job unchanged for the "
                        + "length of its lease"),
        /** A read of an execution that has ended does not return 410. */
        ENDED_IS_SHOWN("it returns an execution that has ended, where AWS responds 410. This has no consequence"),
        /** A write to an execution that has ended does not return 409. */
        ENDED_IS_NO_CONFLICT(
                "it responds 200 to an update of an execution that has ended, where AWS responds 409. The status in "
                        + "its response is used");

        private final String sentence;

        Deviation(String sentence) {
            this.sentence = sentence;
        }
    }

    /** @param service its name, for the log line */
    Deviations(Supplier<String> service) {
        this.service = service;
    }

    /** The difference was seen: it is logged if this is the first time. */
    public void note(Deviation met) {
        synchronized (noted) {
            if (!noted.add(met)) {
                return;
            }
        }
        LOG.warn("{} is not quite AWS IoT Jobs: {}. Not repeated.", service.get(), met.sentence);
    }
}
