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
package io.github.cameliot.emulator.core;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The accounts and regions of an emulator: each has its own things and jobs. The standard one always exists; the others
 * are created when they are first used. They stay until there is no room for another one, they are empty and nobody listens
 * to them. Safe for use from any thread.
 */
public final class AccountRegistry {

    /** Bounds the memory, because a client can sign for any region. */
    public static final int MOST = 100;

    private final Clock clock;
    private final Rules rules;
    private final JobsCore standard;
    private final Map<AccountRegion, JobsCore> cores = new LinkedHashMap<>();
    private Seed seed = isAgain -> StateSnapshot.EMPTY;

    /**
     * Starts with the standard account and region.
     *
     * @param standard the account and region of unsigned requests
     */
    public AccountRegistry(Clock clock, Arns standard, Rules rules) {
        this.clock = clock;
        this.rules = rules;
        this.standard = new JobsCore(clock, standard, rules);
        cores.put(this.standard.home(), this.standard);
    }

    /** What the standard account and region have at the start. */
    @FunctionalInterface
    public interface Seed {

        /**
         * Reads the seed.
         *
         * @param isAgain whether it was read before: the scheduled times in it may have passed
         */
        StateSnapshot read(boolean isAgain);
    }

    /** Loads the seed now, and after each {@link #reset}. To be called before other threads use this. */
    public void seedBy(Seed reading) {
        seed = reading;
        standard.restore(seed.read(false));
    }

    public JobsCore standard() {
        return standard;
    }

    /** The core of an account and region; creates it if it is new. */
    public synchronized JobsCore of(AccountRegion home) {
        JobsCore core = cores.get(home);
        if (core != null) {
            return core;
        }
        if (!home.isPossible()) {
            throw ServiceException.invalid("%s, %s is not possible. Use twelve digits and a region, like eu-west-1"
                    .formatted(Quote.of("account", home.account()), Quote.of("region", home.region())));
        }
        if (cores.size() >= MOST) {
            cores.values()
                    .removeIf(other -> other != standard
                            && !other.isObserved()
                            && other.overview().isEmpty());
        }
        if (cores.size() >= MOST) {
            throw new ServiceException(
                    ErrorType.LIMIT_EXCEEDED,
                    "The emulator has at most %d accounts and regions: reset or restart it".formatted(MOST),
                    null);
        }
        JobsCore created = empty(home);
        cores.put(home, created);
        return created;
    }

    /** A core with nothing in it that no client reaches: to try what is to be loaded. */
    public JobsCore empty(AccountRegion home) {
        JobsCore core = new JobsCore(clock, new Arns(home.region(), home.account()), rules);
        core.copyDelays(standard);
        return core;
    }

    /** In the order in which they were created. */
    public synchronized List<JobsCore> all() {
        return new ArrayList<>(cores.values());
    }

    /** Whether any account and region has a thing with this name. */
    public boolean hasThing(String name) {
        return standard.things().exists(name)
                || all().stream().skip(1).anyMatch(core -> core.things().exists(name));
    }

    /** Removes everything, then seeds the standard account and region. If the seed is refused, nothing has changed. */
    public void reset() {
        StateSnapshot seeded = seed.read(true);
        synchronized (this) {
            cores.values().forEach(JobsCore::clear);
        }
        standard.restore(seeded);
    }

    /** {@link JobsCore#runDueTimers} for all of them. */
    public void runDueTimers() {
        all().forEach(JobsCore::runDueTimers);
    }

    /** {@link JobsCore#delayNewJobs} for all of them. */
    public void delayNewJobs(Duration delay) {
        all().forEach(core -> core.delayNewJobs(delay));
    }

    /** {@link JobsCore#delayCancellations} for all of them. */
    public void delayCancellations(Duration delay) {
        all().forEach(core -> core.delayCancellations(delay));
    }

    /** {@link JobsCore#delayDeletions} for all of them. */
    public void delayDeletions(Duration delay) {
        all().forEach(core -> core.delayDeletions(delay));
    }

    /** {@link JobsCore#delayTimeouts} for all of them. */
    public void delayTimeouts(Duration delay) {
        all().forEach(core -> core.delayTimeouts(delay));
    }
}
