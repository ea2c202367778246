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
package io.github.cameliot.emulator.admin;

import io.github.cameliot.emulator.control.CreateJob;
import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.JobRequest;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.core.StateSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.JobSnapshot;
import io.github.cameliot.emulator.core.StateSnapshot.Registry;
import io.github.cameliot.emulator.wire.Body;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a seed or a saved state, and puts it in the place of what a core has. Everything is tried on an empty core
 * first, so a mistake changes nothing.
 */
public final class StateReader {

    private static final String THING = "thing/";
    private static final String GROUP = "thinggroup/";
    private static final String TEMPLATE = "jobtemplate/";

    private final JobsCore tried;
    private final Arns arns;
    private final boolean isAgain;

    private StateReader(JobsCore tried, boolean isAgain) {
        this.tried = tried;
        this.arns = tried.arns();
        this.isAgain = isAgain;
    }

    /**
     * Loads a JSON object.
     *
     * @throws ServiceException names the path of what is wrong, like {@code jobs[0].targets[1]}, and what is expected
     */
    public static void load(AccountRegistry accounts, AccountRegion home, Body json) {
        StateSnapshot read = read(accounts.empty(home), json, false);
        accounts.of(home).restore(read);
    }

    /**
     * Reads a JSON object into an empty core.
     *
     * @param isAgain whether the scheduled times of its jobs may have passed
     * @return what is then in the core
     * @throws ServiceException as {@link #load}
     */
    public static StateSnapshot read(JobsCore empty, Body json, boolean isAgain) {
        new StateReader(empty, isAgain).read(json);
        return empty.snapshot();
    }

    private void read(Body json) {
        json.refuseUnknown(SeedFormat.ALL);
        RegistryReader reader = new RegistryReader(tried);
        Registry registry = reader.registry(json);
        List<JobSnapshot> saved = new ArrayList<>();
        List<Body> created = new ArrayList<>();
        for (Body job : json.objects("jobs")) {
            if (job.object("state") == null) {
                created.add(job);
            } else {
                saved.add(Texts.at(job, this::saved));
            }
        }
        checkSequences(saved);
        Long sequence = json.integer("nextSequence");
        tried.restore(new StateSnapshot(
                Math.max(sequence == null ? 0 : sequence, next(saved)),
                registry,
                saved,
                reader.events(json.object("events"))));
        created.forEach(job -> Texts.at(job, this::create));
    }

    private static void checkSequences(List<JobSnapshot> jobs) {
        Set<Long> used = new HashSet<>();
        for (JobSnapshot job : jobs) {
            job.executions().forEach(execution -> {
                if (!used.add(execution.sequence())) {
                    throw ServiceException.invalid(
                            "sequence %d is used by two executions".formatted(execution.sequence()));
                }
            });
        }
    }

    /** One more than every number that is used. */
    private static long next(List<JobSnapshot> jobs) {
        return jobs.stream()
                .map(job -> Math.max(
                        job.job().identity().sequence(),
                        job.executions().stream()
                                .mapToLong(StateSnapshot.ExecutionSnapshot::sequence)
                                .max()
                                .orElse(0)))
                .max(Long::compare)
                .map(last -> last + 1)
                .orElse(0L);
    }

    private Object create(Body job) {
        JobRequest request = CreateJob.created(id(job), targets(job), body(job), tried);
        return isAgain ? tried.jobs().createAgain(request) : tried.jobs().create(request);
    }

    private static String id(Body job) {
        return Texts.needed(job, "jobId", "ota-7");
    }

    private Body body(Body job) {
        String template = job.text("jobTemplateArn");
        boolean isRelative = template != null && template.startsWith(TEMPLATE);
        Body body = job.withTextOf("document");
        return isRelative ? body.with("jobTemplateArn", arns.template(template.substring(TEMPLATE.length()))) : body;
    }

    private List<String> targets(Body job) {
        List<String> targets = new ArrayList<>();
        for (String target : job.list("targets")) {
            String path = job.path() + "targets[" + targets.size() + "]";
            if (job.object("state") == null) {
                checkExists(path, target);
            }
            targets.add(arn(target));
        }
        return targets;
    }

    private String arn(String target) {
        if (target.startsWith(THING)) {
            return arns.thing(target.substring(THING.length()));
        }
        return target.startsWith(GROUP) ? arns.group(target.substring(GROUP.length())) : target;
    }

    private JobSnapshot saved(Body job) {
        JobRequest request = tried.jobs().checked(CreateJob.stored(id(job), targets(job), body(job)));
        return SavedJob.of(request, arns.job(request.jobId()), job.object("state"));
    }

    private void checkExists(String path, String target) {
        if (target.startsWith(THING)) {
            RegistryReader.checkExists(tried, path, target.substring(THING.length()));
        }
    }
}
