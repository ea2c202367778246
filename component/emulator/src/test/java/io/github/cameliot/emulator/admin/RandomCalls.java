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

import io.github.cameliot.emulator.ExecutionStatus;
import io.github.cameliot.emulator.FaultKind;
import io.github.cameliot.emulator.control.AssociateTargetsWithJob;
import io.github.cameliot.emulator.control.CreateJob;
import io.github.cameliot.emulator.control.CreateJobTemplate;
import io.github.cameliot.emulator.control.UpdateEventConfigurations;
import io.github.cameliot.emulator.control.UpdateJob;
import io.github.cameliot.emulator.control.UpdateThing;
import io.github.cameliot.emulator.control.UpdateThingGroup;
import io.github.cameliot.emulator.core.AttributeChange;
import io.github.cameliot.emulator.core.CancelExecution;
import io.github.cameliot.emulator.core.Cancellation;
import io.github.cameliot.emulator.core.GroupUpdate;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.core.Report;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.core.StepTimeout;
import io.github.cameliot.emulator.core.ThingProperties;
import io.github.cameliot.emulator.core.Update;
import io.github.cameliot.emulator.wire.Body;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;
import io.github.cameliot.emulator.wire.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Calls of a core that change something, each decided by a number. */
final class RandomCalls {

    static final List<String> THINGS = names("thing-", 4);
    static final List<String> JOBS = names("job-", 5);
    static final List<String> GROUPS = names("group-", 2);
    private static final List<String> TEMPLATES = names("template-", 2);

    private final Random random;
    private final JobsCore core;
    private final String thing;
    private final String job;
    private final String group;
    private final String template;

    private RandomCalls(long number, JobsCore core) {
        this.random = new Random(number);
        this.core = core;
        this.thing = oneOf(THINGS);
        this.job = oneOf(JOBS);
        this.group = oneOf(GROUPS);
        this.template = oneOf(TEMPLATES);
    }

    private static List<String> names(String prefix, int number) {
        return Stream.iterate(0, i -> i + 1).limit(number).map(i -> prefix + i).toList();
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    /** Adds what is missing of the things and groups; all things are in each group. */
    static void populate(JobsCore core) {
        THINGS.forEach(core.things()::ensure);
        for (String name : GROUPS) {
            responseOf(() -> core.groups().create(name, new GroupUpdate(null, AttributeChange.NONE, null)));
            THINGS.forEach(member -> core.groups().add(name, member));
        }
    }

    /** Makes a call and returns its response or its refusal. */
    static Object make(long number, JobsCore core) {
        return responseOf(new RandomCalls(number, core)::call);
    }

    /** A response or a refusal. */
    static Object responseOf(Supplier<Object> call) {
        try {
            return call.get();
        } catch (ServiceException refusal) {
            return refusal.getMessage();
        }
    }

    private Object call() {
        return switch (random.nextInt(25)) {
            case 0, 1 -> registry();
            case 2, 3, 4 -> done(() -> core.groups().add(group, thing));
            case 5 -> done(() -> core.groups().remove(group, thing));
            case 6, 7 -> properties();
            case 8, 9, 10, 11, 12 -> json(new CreateJob(core), newJob());
            case 13, 14 ->
                core.dataPlane()
                        .startNext(
                                thing,
                                Map.of("claimedBy", "w" + random.nextInt(9)),
                                StepTimeout.ofStart(random.nextBoolean() ? 1L + random.nextInt(2) : null));
            case 15, 16, 17 -> core.dataPlane().update(thing, job, update());
            case 18 -> cancel();
            case 19 -> done(() -> core.jobs().delete(job, random.nextBoolean()));
            case 20 -> json(new UpdateJob(core.jobs()), settings(true));
            case 21 -> associate();
            case 22, 23 -> template();
            default ->
                json(
                        new UpdateEventConfigurations(core.events()),
                        "{'eventConfigurations':{'%s':{'Enabled':%s}}}"
                                .formatted(oneOf(List.of("JOB", "JOB_EXECUTION")), random.nextBoolean()));
        };
    }

    private static Object done(Runnable call) {
        call.run();
        return "done";
    }

    private Object json(Handler handler, String json) {
        byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        Map<String, String> path = Map.of("thing", thing, "job", job, "group", group, "template", template);
        return handler.handle(new Call(path, Query.parse(""), Body.parse(body), (FaultKind) null));
    }

    private Object registry() {
        return switch (random.nextInt(9)) {
            case 0 -> done(() -> core.things().delete(thing, null));
            case 1 ->
                core.groups()
                        .create(group, new GroupUpdate("for tests", AttributeChange.NONE, null))
                        .properties();
            case 2 ->
                random.nextInt(3) > 0 ? "nothing" : done(() -> core.groups().delete(group, null));
            default -> core.things().create(thing, ThingProperties.NONE).name();
        };
    }

    private Object properties() {
        String attributes =
                "'attributePayload':{'merge':true,'attributes':{'site-%d':'s'}}".formatted(random.nextInt(5));
        return random.nextBoolean()
                ? json(new UpdateThing(core.things()), "{'thingTypeName':'pump',%s}".formatted(attributes))
                : json(
                        new UpdateThingGroup(core.groups()),
                        "{'thingGroupProperties':{'thingGroupDescription':'d',%s}}".formatted(attributes));
    }

    private Object cancel() {
        if (random.nextInt(3) > 0) {
            return core.jobs()
                    .cancel(job, new Cancellation(random.nextBoolean(), "OLD", "not needed"))
                    .state();
        }
        return done(() -> core.executions().cancel(thing, job, new CancelExecution(random.nextBoolean(), null, null)));
    }

    private Update update() {
        ExecutionStatus status = oneOf(List.of(
                ExecutionStatus.IN_PROGRESS,
                ExecutionStatus.SUCCEEDED,
                ExecutionStatus.FAILED,
                ExecutionStatus.FAILED,
                ExecutionStatus.REJECTED));
        return new Update(
                new Report(status, Map.of("step", "\"<\u00e9\ud83d\ude80>\" " + random.nextInt(9)), null), null, null);
    }

    private Object associate() {
        return json(
                new AssociateTargetsWithJob(core.jobs()),
                "{'targets':['%s'],'comment':'more'}".formatted(core.arns().group(group)));
    }

    private Object template() {
        return random.nextInt(4) == 0
                ? done(() -> core.templates().delete(template))
                : json(
                        new CreateJobTemplate(core),
                        "{'description':'as before','document':'{}','maintenanceWindows':[%s],%s"
                                .formatted(window(), settings(false).substring(1)));
    }

    private String newJob() {
        boolean isForGroup = random.nextInt(3) > 0;
        String target = isForGroup ? core.arns().group(group) : core.arns().thing(thing);
        String schedule =
                switch (random.nextInt(8)) {
                    case 0, 1 ->
                        "'schedulingConfig':{'startTime':'2026-11-30 11:00','endTime':'2026-11-30 11:40','endBehavior':'FORCE_CANCEL'},";
                    case 2, 3 -> "'schedulingConfig':{'maintenanceWindows':[%s]},".formatted(window());
                    default -> "";
                };
        return "{'targets':['%s'],'targetSelection':'%s',%s%s,%s"
                .formatted(
                        target,
                        isForGroup && random.nextBoolean() ? "CONTINUOUS" : "SNAPSHOT",
                        schedule,
                        document(),
                        settings(true).substring(1));
    }

    private String document() {
        return switch (random.nextInt(6)) {
            case 0 -> "'jobTemplateArn':'%s'".formatted(core.arns().template(template));
            case 1 ->
                "'jobTemplateArn':'arn:aws:iot:eu-west-1::jobtemplate/AWS-Reboot:1.0','documentParameters':{'pathToHandler':'/opt/%d'}"
                        .formatted(random.nextInt(3));
            default -> "'document':'{\\'a\\':null,\\'b\\':1}'";
        };
    }

    /** Open in the second half of every hour, and for a while in its first half. */
    private String window() {
        return "{'startTime':'cron(%d * * * ? *)','durationInMinutes':%d}"
                .formatted(random.nextBoolean() ? 30 : 10, 10 + random.nextInt(20));
    }

    private String settings(boolean withDescription) {
        return Stream.of(
                        withDescription ? "'description':'as it was'" : "",
                        "'timeoutConfig':{'inProgressTimeoutInMinutes':" + (1 + random.nextInt(3)) + "}",
                        random.nextBoolean()
                                ? ""
                                : "'presignedUrlConfig':{'expiresInSec':" + (60 + random.nextInt(9)) + "}",
                        random.nextBoolean()
                                ? ""
                                : "'jobExecutionsRolloutConfig':{'maximumPerMinute':" + (1 + random.nextInt(2)) + "}",
                        "'abortConfig':{'criteriaList':[{'failureType':'FAILED','action':'CANCEL','thresholdPercentage':90,'minNumberOfExecutedThings':2}]}",
                        "'jobExecutionsRetryConfig':{'criteriaList':[{'failureType':'ALL','numberOfRetries':"
                                + random.nextInt(4) + "}]}")
                .filter(setting -> !setting.isEmpty())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
