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

import java.util.List;

/** What an operator may do with the executions of a job or a thing. */
public final class ExecutionControl {

    private final World world;

    ExecutionControl(World world) {
        this.world = world;
    }

    /** An execution in whatever status; terminal ones too. */
    public ExecutionView describe(String thing, String jobId, Long executionNumber) {
        return world.locked(
                now -> world.execution(thing, jobId, executionNumber).view(now));
    }

    /** All executions of a thing, oldest first. */
    public List<ExecutionView> ofThing(String thing) {
        return world.locked(now -> world.thing(thing).all().stream()
                .map(execution -> execution.view(now))
                .toList());
    }
}
