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

/** The control plane's operations on things. */
public final class ThingControl {

    private final ServiceState serviceState;
    private final Enrolment enrolment;

    ThingControl(ServiceState serviceState, Enrolment enrolment) {
        this.serviceState = serviceState;
        this.enrolment = enrolment;
    }

    /**
     * Creates a thing; creating the same thing again changes nothing, and the same name with other properties is
     * refused.
     *
     * <p>Source: CreateThing, service model of {@code iot}.
     */
    public ThingView create(String name, ThingProperties properties) {
        Names.thing(name);
        return serviceState.locked(now -> {
            ThingState thing = findOrAdd(name, properties);
            if (!thing.properties.equals(properties)) {
                throw new ServiceException(
                        ErrorType.ALREADY_EXISTS,
                        "Thing %s already exists with other properties".formatted(name),
                        null);
            }
            return view(thing);
        });
    }

    /** Creates a thing unless one with this name exists, whatever its properties. */
    public void ensure(String name) {
        Names.thing(name);
        serviceState.locked(now -> findOrAdd(name, ThingProperties.NONE));
    }

    private ThingState findOrAdd(String name, ThingProperties properties) {
        return serviceState.things.computeIfAbsent(name, n -> {
            serviceState.storage.checkNewThing(serviceState.things.size());
            return new ThingState(n, properties);
        });
    }

    public boolean exists(String name) {
        return serviceState.read(now -> serviceState.things.containsKey(name));
    }

    public ThingView describe(String name) {
        return serviceState.read(now -> view(serviceState.thing(name)));
    }

    /** Changes the properties of a thing, which raises its version. */
    public void update(String name, ThingUpdate update) {
        serviceState.locked(now -> {
            ThingState thing = serviceState.thing(name);
            Versions.check("Thing " + name, thing.version, update.expectedVersion());
            thing.properties = update.applyTo(thing.properties);
            return ++thing.version;
        });
    }

    /** Things by name. Inferred: the order is not documented. */
    public Page<ThingView> list(ThingFilter filter, PageRequest page) {
        return serviceState.read(now -> Page.of(
                        serviceState.things.tailMap(page.fromName(), true).values().stream()
                                .filter(thing -> filter.selects(thing.properties)),
                        page.most(),
                        thing -> new Cursor(thing.name(), 0))
                .map(this::view));
    }

    /** The groups of a thing, by name. */
    public Page<GroupView> groups(String name, PageRequest page) {
        return serviceState.read(now -> {
            ThingState thing = serviceState.thing(name);
            return Page.of(
                            serviceState.groups.tailMap(page.fromName(), true).values().stream()
                                    .filter(group -> group.has(thing)),
                            page.most(),
                            group -> new Cursor(group.name(), 0))
                    .map(group -> group.view(serviceState.arns));
        });
    }

    /**
     * Deletes a thing; its pending executions become REMOVED. If the thing does not exist, nothing happens.
     *
     * <p>Source: DeleteThing, service model of {@code iot}.
     *
     * @param expectedVersion the version that it must have; null for any
     */
    public void delete(String name, Long expectedVersion) {
        Names.thing(name);
        serviceState.locked(now -> {
            ThingState thing = serviceState.things.get(name);
            if (thing == null) {
                return null;
            }
            Versions.check("Thing " + name, thing.version, expectedVersion);
            serviceState.things.remove(name);
            enrolment.deleted(thing, now);
            return thing;
        });
    }

    private ThingView view(ThingState thing) {
        return thing.view(serviceState.arns);
    }
}
