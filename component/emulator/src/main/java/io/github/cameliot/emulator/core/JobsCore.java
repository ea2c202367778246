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

/**
 * The service's semantics. Every call is atomic; what came due by the clock has happened before it.
 *
 * <p>Refusals are {@link ServiceException}s.
 */
public final class JobsCore {

    private final Arns arns;
    private final DataPlane dataPlane;
    private final JobControl jobs;
    private final ExecutionControl executions;
    private final ThingControl things;

    public JobsCore(Clock clock, Arns arns, Rules rules) {
        World world = new World(clock, arns, rules);
        Lifecycle lifecycle = new Lifecycle(world);
        this.arns = arns;
        this.dataPlane = new DataPlane(world, lifecycle);
        this.jobs = new JobControl(world, lifecycle);
        this.executions = new ExecutionControl(world);
        this.things = new ThingControl(world);
    }

    public Arns arns() {
        return arns;
    }

    public DataPlane dataPlane() {
        return dataPlane;
    }

    public JobControl jobs() {
        return jobs;
    }

    public ExecutionControl executions() {
        return executions;
    }

    public ThingControl things() {
        return things;
    }
}
