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

/**
 * The service's semantics. Every call is atomic; what came due by the clock has happened before it.
 *
 * <p>Refusals are {@link ServiceException}s.
 */
public final class JobsCore {

    private final World world;
    private final Arns arns;
    private final DataPlane dataPlane;
    private final JobControl jobs;
    private final ExecutionControl executions;
    private final ThingControl things;
    private final GroupControl groups;

    public JobsCore(Clock clock, Arns arns, Rules rules) {
        this.world = new World(clock, arns, rules);
        Lifecycle lifecycle = new Lifecycle(world);
        this.arns = arns;
        this.dataPlane = new DataPlane(world, lifecycle);
        Enrolment enrolment = new Enrolment(world, lifecycle);
        this.jobs = new JobControl(world, lifecycle, enrolment);
        this.executions = new ExecutionControl(world, lifecycle);
        this.things = new ThingControl(world, enrolment);
        this.groups = new GroupControl(world, enrolment);
    }

    /** How long a new job takes to reach its things. */
    public void delayNewJobs(Duration delay) {
        world.locked(now -> world.newJobDelay = delay);
    }

    /** How long a cancellation takes to reach the executions of its job. */
    public void delayCancellations(Duration delay) {
        world.locked(now -> world.cancellationDelay = delay);
    }

    /** How late a timeout comes; those that run already are not changed. */
    public void delayTimeouts(Duration delay) {
        world.locked(now -> world.timeoutDelay = delay);
    }

    public GroupControl groups() {
        return groups;
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
