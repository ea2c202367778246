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

import io.github.cameliot.emulator.core.ServiceEvent.ExecutionChange;
import io.github.cameliot.emulator.core.ServiceEvent.ExecutionChanged;
import io.github.cameliot.emulator.core.ServiceEvent.JobChange;
import io.github.cameliot.emulator.core.ServiceEvent.JobChanged;
import io.github.cameliot.emulator.core.ServiceEvent.NextChanged;
import io.github.cameliot.emulator.core.ServiceEvent.PendingChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Collects what changes under {@link ServiceState}'s lock, and tells the listeners after the lock is released.
 *
 * <p>Without a listener nothing is collected. One thread at a time delivers, so that the order is kept; a thread that
 * finds another one delivering leaves its events to that one.
 *
 * <p>Changes of all kinds are also counted, for observers that only need to know that something has changed.
 */
final class Changes {

    private static final System.Logger LOG = System.getLogger(Changes.class.getName());

    private final Arns arns;
    private final int listed;
    private final boolean startIsListed;
    private final List<ServiceListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<ThingState, JobExecution> nextBefore = new LinkedHashMap<>();
    private final Set<ThingState> listChanged = new HashSet<>();
    private final Queue<ServiceEvent> ready = new ConcurrentLinkedQueue<>();
    private final AtomicInteger toDeliver = new AtomicInteger();
    private long revision;

    /**
     * No listeners yet.
     *
     * @param listed how many pending executions are listed
     * @param startIsListed whether the start of an execution changes the list of pending ones
     */
    Changes(Arns arns, int listed, boolean startIsListed) {
        this.arns = arns;
        this.listed = listed;
        this.startIsListed = startIsListed;
    }

    /** Adds a listener; the result removes it. */
    Runnable add(ServiceListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Counts a change. To be called under the lock, like {@link #revision}. */
    void count() {
        revision++;
    }

    /** Grows with each change. */
    long revision() {
        return revision;
    }

    /** Counts a change and settles it. */
    void counted(Instant at) {
        count();
        settle(at);
    }

    /** Whether somebody listens. */
    boolean isObserved() {
        return !listeners.isEmpty();
    }

    /** To be called before an execution joins or leaves the pending executions of a thing. */
    void pendingWillChange(ThingState thing) {
        willChange(thing, true);
    }

    /** To be called before a queued execution of a thing is started. */
    void willStart(ThingState thing) {
        willChange(thing, startIsListed);
    }

    private void willChange(ThingState thing, boolean isListed) {
        if (listeners.isEmpty()) {
            return;
        }
        if (!nextBefore.containsKey(thing)) {
            nextBefore.put(thing, thing.next());
        }
        if (isListed) {
            listChanged.add(thing);
        }
    }

    void execution(ExecutionChange change, JobExecution execution, Instant at) {
        if (!listeners.isEmpty()) {
            ready.add(new ExecutionChanged(at, change, execution.snapshot()));
        }
    }

    void job(JobChange change, Job job, Instant at) {
        if (!listeners.isEmpty()) {
            ready.add(new JobChanged(at, change, job.view(arns, at)));
        }
    }

    /** Compares the things that were changed with what they were before. To be called under the lock. */
    void settle(Instant at) {
        nextBefore.forEach((thing, before) -> {
            if (listChanged.contains(thing)) {
                ready.add(new PendingChanged(at, thing.name(), thing.listed(listed, true)));
            }
            JobExecution next = thing.next();
            if (next != before) {
                ready.add(new NextChanged(at, thing.name(), next == null ? null : next.view(at)));
            }
        });
        nextBefore.clear();
        listChanged.clear();
    }

    /** Says what is different for things after all of them were replaced. */
    void replaced(Map<String, ThingState> before, Map<String, ThingState> after, Instant at) {
        if (!listeners.isEmpty()) {
            ready.addAll(new ReplacedThings(before, after, listed).events(at));
        }
    }

    /**
     * Tells the listeners. To be called without the lock.
     *
     * <p>After an error of the virtual machine, which is thrown, the next call goes on with the events that follow.
     */
    void deliver() {
        if (ready.isEmpty() || toDeliver.getAndIncrement() != 0) {
            return;
        }
        int calls = 1;
        try {
            while (calls != 0) {
                deliverReady();
                calls = toDeliver.addAndGet(-calls);
            }
        } finally {
            if (calls != 0) {
                toDeliver.set(0); // else no thread would deliver any more
            }
        }
    }

    private void deliverReady() {
        List<ServiceEvent> events = new ArrayList<>();
        for (ServiceEvent event = ready.poll(); event != null; event = ready.poll()) {
            events.add(event);
        }
        if (!events.isEmpty()) {
            listeners.forEach(listener -> tell(listener, events));
        }
    }

    private static void tell(ServiceListener listener, List<ServiceEvent> events) {
        try {
            listener.changed(events);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) { // such as the AssertionError of a test
            LOG.log(System.Logger.Level.ERROR, "A listener failed: it may miss events. Others get them.", e);
        }
    }
}
