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

import java.util.Map;

/**
 * Two services for all tests of a class: one whose conflicts show the state of the execution, and one whose conflicts do
 * not. Each test has a thing of its own.
 */
public final class BothReadings implements AutoCloseable {

    private final Map<Boolean, SessionTestBed> beds = Map.of(
            true, new SessionTestBed().withConflicts(true),
            false, new SessionTestBed().withConflicts(false));

    public SessionTestBed where(boolean conflictCarriesState) {
        return beds.get(conflictCarriesState).onAnotherThing();
    }

    @Override
    public void close() {
        beds.values().forEach(SessionTestBed::close);
    }
}
