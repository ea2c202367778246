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
package io.github.cameliot.jobsdata.poll;

import java.time.Duration;

/**
 * The slow polls of things of whose jobs this process is notified. They find what a notification did not tell.
 *
 * @param delay how long to wait after a poll without a job, instead of the pauses of {@link PollBackoff}; more than zero
 * @param things which things these are
 */
public record Sweep(Duration delay, NotifiedThings things) {

    /** No notifications: all things are polled as {@link PollBackoff} says. */
    public static final Sweep NONE = new Sweep(Duration.ofDays(1), NotifiedThings.NONE);

    /** @param since when the poll began that found no job */
    boolean isFor(PolledThing thing, long since) {
        return things.contains(thing.name, since);
    }

    /** The pause after a poll without a job. @param random from 0 to 1 */
    Duration pause(double random) {
        return PollBackoff.jittered(delay, random);
    }
}
