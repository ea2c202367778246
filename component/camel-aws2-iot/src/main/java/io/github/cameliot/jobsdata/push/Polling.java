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
package io.github.cameliot.jobsdata.push;

import io.github.cameliot.jobsdata.poll.PollLoop;

/** What notifications do to the polls of a consumer. */
interface Polling {

    /** Polls a thing now. @return whether it is a thing of this consumer */
    boolean pollNow(String thing);

    /** Notifications may be lost: polls that were put off because of them are made soon. */
    void notNotified();

    static Polling of(PollLoop loop) {
        return new Polling() {

            @Override
            public boolean pollNow(String thing) {
                return loop.pollNow(thing);
            }

            @Override
            public void notNotified() {
                loop.notNotified();
            }
        };
    }
}
