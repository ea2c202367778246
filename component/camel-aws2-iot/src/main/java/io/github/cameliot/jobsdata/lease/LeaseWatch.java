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
package io.github.cameliot.jobsdata.lease;

import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks all leases, several times a second. It makes no call, takes no lock that is held during a call and runs no
 * listener, so a loss is noticed in time even if something hangs.
 */
public final class LeaseWatch implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(LeaseWatch.class);

    /** An object that holds a lease. */
    public interface Leased {

        /** Ends it if its lease has expired. Does not block. */
        void checkLease();
    }

    private final Supplier<? extends Iterable<? extends Leased>> all;

    public LeaseWatch(Supplier<? extends Iterable<? extends Leased>> all) {
        this.all = all;
    }

    @Override
    public void run() {
        for (Leased leased : all.get()) {
            try {
                leased.checkLease();
            } catch (RuntimeException | Error e) {
                LOG.error(
                        "A lease could not be checked; it is checked again in the next round, and the other leases "
                                + "are checked now.",
                        e);
            }
        }
    }
}
