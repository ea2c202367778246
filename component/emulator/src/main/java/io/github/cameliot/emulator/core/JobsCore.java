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
 * The semantics of the service. Every call is atomic; due timers take effect before it.
 *
 * <p>Refusals are {@link ServiceException}s.
 */
public final class JobsCore {

    private final ServiceState serviceState;
    private final Arns arns;
    private final DataPlane dataPlane;
    private final JobControl jobs;
    private final ExecutionControl executions;
    private final ThingControl things;
    private final GroupControl groups;
    private final EventConfigurations events;
    private final TemplateControl templates;
    private final Overview overview;
    private final Snapshots snapshots;

    public JobsCore(Clock clock, Arns arns, Rules rules) {
        this.serviceState = new ServiceState(clock, arns, rules);
        Lifecycle lifecycle = new Lifecycle(serviceState);
        this.arns = arns;
        this.dataPlane = new DataPlane(serviceState, lifecycle);
        Enrolment enrolment = new Enrolment(serviceState, lifecycle);
        this.jobs = new JobControl(serviceState, lifecycle, enrolment);
        this.executions = new ExecutionControl(serviceState, lifecycle);
        this.things = new ThingControl(serviceState, enrolment);
        this.groups = new GroupControl(serviceState, enrolment);
        this.events = new EventConfigurations(clock);
        this.templates = new TemplateControl(serviceState);
        this.overview = new Overview(serviceState);
        this.snapshots = new Snapshots(serviceState, lifecycle, jobs.lifecycle());
    }

    /** How late a new job is queued on its things. */
    public void delayNewJobs(Duration delay) {
        serviceState.locked(now -> serviceState.newJobDelay = delay);
    }

    /** How late the executions of a canceled job are canceled. */
    public void delayCancellations(Duration delay) {
        serviceState.locked(now -> serviceState.cancellationDelay = delay);
    }

    /** How long a deleted job is DELETION_IN_PROGRESS. */
    public void delayDeletions(Duration delay) {
        serviceState.locked(now -> serviceState.deletionDelay = delay);
    }

    /** How late a timeout takes effect; timers that are already running are not changed. */
    public void delayTimeouts(Duration delay) {
        serviceState.locked(now -> serviceState.timeoutDelay = delay);
    }

    /**
     * Tells a listener what changes from now on. While there is one, call {@link #runDueTimers} regularly: otherwise
     * the effect of a timer is told only after the next call.
     *
     * @return removes the listener
     */
    public Runnable listen(ServiceListener listener) {
        return serviceState.changes.add(listener);
    }

    /** Whether somebody listens. */
    boolean isObserved() {
        return serviceState.changes.isObserved();
    }

    /** Lets the timers that are due take effect. */
    public void runDueTimers() {
        serviceState.read(now -> null);
    }

    /** Which events are published. */
    public EventConfigurations events() {
        return events;
    }

    /** The same delays as another core. */
    void copyDelays(JobsCore other) {
        delayNewJobs(other.serviceState.newJobDelay);
        delayCancellations(other.serviceState.cancellationDelay);
        delayDeletions(other.serviceState.deletionDelay);
        delayTimeouts(other.serviceState.timeoutDelay);
    }

    /** Removes all things, groups, templates and jobs, and disables events. */
    public void clear() {
        restore(StateSnapshot.EMPTY);
    }

    /** Everything in it. */
    public StateSnapshot snapshot() {
        return snapshots.take(events.view());
    }

    /**
     * Replaces everything in it. Listeners are told the changes of pending executions, and nothing else.
     *
     * @throws ServiceException when parts of the snapshot contradict each other; what is then in this core is undefined
     */
    public void restore(StateSnapshot snapshot) {
        snapshots.restore(snapshot);
        events.restore(snapshot.events());
    }

    /** Its account and region. */
    public AccountRegion home() {
        return new AccountRegion(arns.account(), arns.region());
    }

    /** What people look at. */
    public Overview overview() {
        return overview;
    }

    public GroupControl groups() {
        return groups;
    }

    public TemplateControl templates() {
        return templates;
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
