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
package io.github.cameliot.example.fleet;

import io.github.cameliot.jobsdata.Things;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The sensors whose jobs are worked off: they join and leave while the route runs, which asks again and again. */
final class Sensors implements Things {

    private final Set<String> members;
    private int timesListed;

    Sensors(Collection<String> members) {
        this.members = new LinkedHashSet<>(members);
    }

    @Override
    public synchronized List<String> list() {
        timesListed++;
        return List.copyOf(members);
    }

    synchronized void join(Collection<String> sensors) {
        members.addAll(sensors);
    }

    synchronized void leave(Collection<String> sensors) {
        members.removeAll(sensors);
    }

    synchronized int size() {
        return members.size();
    }

    /** How often the route has read the list. It sees a change the next time, and acts on it the time after that. */
    synchronized int timesListed() {
        return timesListed;
    }
}
