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
package io.github.cameliot.emulator.edge;

import io.github.cameliot.emulator.Operation;
import io.github.cameliot.emulator.auth.CredentialProvider;
import io.github.cameliot.emulator.control.AddThingToThingGroup;
import io.github.cameliot.emulator.control.AssociateTargetsWithJob;
import io.github.cameliot.emulator.control.CancelJob;
import io.github.cameliot.emulator.control.CancelJobExecution;
import io.github.cameliot.emulator.control.ControlDescribeJobExecution;
import io.github.cameliot.emulator.control.CreateJob;
import io.github.cameliot.emulator.control.CreateJobTemplate;
import io.github.cameliot.emulator.control.CreateThing;
import io.github.cameliot.emulator.control.CreateThingGroup;
import io.github.cameliot.emulator.control.DeleteJob;
import io.github.cameliot.emulator.control.DeleteJobExecution;
import io.github.cameliot.emulator.control.DeleteJobTemplate;
import io.github.cameliot.emulator.control.DeleteThing;
import io.github.cameliot.emulator.control.DeleteThingGroup;
import io.github.cameliot.emulator.control.DescribeEndpoint;
import io.github.cameliot.emulator.control.DescribeEventConfigurations;
import io.github.cameliot.emulator.control.DescribeJob;
import io.github.cameliot.emulator.control.DescribeJobTemplate;
import io.github.cameliot.emulator.control.DescribeManagedJobTemplate;
import io.github.cameliot.emulator.control.DescribeThing;
import io.github.cameliot.emulator.control.DescribeThingGroup;
import io.github.cameliot.emulator.control.GetJobDocument;
import io.github.cameliot.emulator.control.ListJobExecutionsForJob;
import io.github.cameliot.emulator.control.ListJobExecutionsForThing;
import io.github.cameliot.emulator.control.ListJobTemplates;
import io.github.cameliot.emulator.control.ListJobs;
import io.github.cameliot.emulator.control.ListManagedJobTemplates;
import io.github.cameliot.emulator.control.ListThingGroups;
import io.github.cameliot.emulator.control.ListThingGroupsForThing;
import io.github.cameliot.emulator.control.ListThings;
import io.github.cameliot.emulator.control.ListThingsInThingGroup;
import io.github.cameliot.emulator.control.RemoveThingFromThingGroup;
import io.github.cameliot.emulator.control.UpdateEventConfigurations;
import io.github.cameliot.emulator.control.UpdateJob;
import io.github.cameliot.emulator.control.UpdateThing;
import io.github.cameliot.emulator.control.UpdateThingGroup;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.data.DescribeJobExecution;
import io.github.cameliot.emulator.data.GetPendingJobExecutions;
import io.github.cameliot.emulator.data.StartNextPendingJobExecution;
import io.github.cameliot.emulator.data.UpdateJobExecution;
import java.util.List;

/**
 * All operations with method and path.
 *
 * <p>Source: the {@code http} traits of the service models of {@code iot-jobs-data} and {@code iot}.
 */
final class Operations {

    private Operations() {}

    static List<Route> all(JobsCore core, Access access) {
        return List.of(
                Route.of(
                        Operation.DESCRIBE_JOB_EXECUTION,
                        "GET /things/{thing}/jobs/{job}",
                        new DescribeJobExecution(core.dataPlane())),
                Route.of(
                        Operation.GET_PENDING_JOB_EXECUTIONS,
                        "GET /things/{thing}/jobs",
                        new GetPendingJobExecutions(core.dataPlane())),
                Route.of(
                        Operation.START_NEXT_PENDING_JOB_EXECUTION,
                        "PUT /things/{thing}/jobs/$next",
                        new StartNextPendingJobExecution(core.dataPlane())),
                Route.of(
                        Operation.UPDATE_JOB_EXECUTION,
                        "POST /things/{thing}/jobs/{job}",
                        new UpdateJobExecution(core.dataPlane())),
                Route.of(
                        Operation.CONTROL_DESCRIBE_JOB_EXECUTION,
                        "GET /things/{thing}/jobs/{job}",
                        new ControlDescribeJobExecution(core)),
                Route.of(Operation.CREATE_JOB, "PUT /jobs/{job}", new CreateJob(core)),
                Route.of(Operation.DESCRIBE_JOB, "GET /jobs/{job}", new DescribeJob(core.jobs())),
                Route.of(Operation.CANCEL_JOB, "PUT /jobs/{job}/cancel", new CancelJob(core.jobs())),
                Route.of(
                        Operation.CANCEL_JOB_EXECUTION,
                        "PUT /things/{thing}/jobs/{job}/cancel",
                        new CancelJobExecution(core.executions())),
                Route.of(
                        Operation.DELETE_JOB_EXECUTION,
                        "DELETE /things/{thing}/jobs/{job}/executionNumber/{number}",
                        new DeleteJobExecution(core.executions())),
                Route.of(
                        Operation.LIST_JOB_EXECUTIONS_FOR_THING,
                        "GET /things/{thing}/jobs",
                        new ListJobExecutionsForThing(core.executions())),
                Route.of(
                        Operation.LIST_JOB_EXECUTIONS_FOR_JOB,
                        "GET /jobs/{job}/things",
                        new ListJobExecutionsForJob(core)),
                Route.of(Operation.GET_JOB_DOCUMENT, "GET /jobs/{job}/job-document", new GetJobDocument(core.jobs())),
                Route.of(Operation.LIST_JOBS, "GET /jobs", new ListJobs(core.jobs())),
                Route.of(Operation.DELETE_THING, "DELETE /things/{thing}", new DeleteThing(core.things())),
                Route.of(
                        Operation.CREATE_THING_GROUP,
                        "POST /thing-groups/{group}",
                        new CreateThingGroup(core.groups())),
                Route.of(
                        Operation.ADD_THING_TO_THING_GROUP,
                        "PUT /thing-groups/addThingToThingGroup",
                        new AddThingToThingGroup(core.groups(), core.arns())),
                Route.of(
                        Operation.REMOVE_THING_FROM_THING_GROUP,
                        "PUT /thing-groups/removeThingFromThingGroup",
                        new RemoveThingFromThingGroup(core.groups(), core.arns())),
                Route.of(
                        Operation.ASSUME_ROLE_WITH_CERTIFICATE,
                        "GET /role-aliases/{alias}/credentials",
                        new CredentialProvider(
                                access.certificates().aliases(),
                                access.authentication().issued())),
                Route.of(Operation.LIST_THINGS, "GET /things", new ListThings(core.things())),
                Route.of(Operation.UPDATE_THING, "PATCH /things/{thing}", new UpdateThing(core.things())),
                Route.of(
                        Operation.LIST_THING_GROUPS_FOR_THING,
                        "GET /things/{thing}/thing-groups",
                        new ListThingGroupsForThing(core.things())),
                Route.of(
                        Operation.DESCRIBE_THING_GROUP,
                        "GET /thing-groups/{group}",
                        new DescribeThingGroup(core.groups())),
                Route.of(
                        Operation.UPDATE_THING_GROUP,
                        "PATCH /thing-groups/{group}",
                        new UpdateThingGroup(core.groups())),
                Route.of(
                        Operation.DELETE_THING_GROUP,
                        "DELETE /thing-groups/{group}",
                        new DeleteThingGroup(core.groups())),
                Route.of(Operation.LIST_THING_GROUPS, "GET /thing-groups", new ListThingGroups(core.groups())),
                Route.of(
                        Operation.LIST_THINGS_IN_THING_GROUP,
                        "GET /thing-groups/{group}/things",
                        new ListThingsInThingGroup(core.groups())),
                Route.of(Operation.UPDATE_JOB, "PATCH /jobs/{job}", new UpdateJob(core.jobs())),
                Route.of(
                        Operation.ASSOCIATE_TARGETS_WITH_JOB,
                        "POST /jobs/{job}/targets",
                        new AssociateTargetsWithJob(core.jobs())),
                Route.of(Operation.CREATE_JOB_TEMPLATE, "PUT /job-templates/{template}", new CreateJobTemplate(core)),
                Route.of(
                        Operation.DESCRIBE_JOB_TEMPLATE,
                        "GET /job-templates/{template}",
                        new DescribeJobTemplate(core)),
                Route.of(
                        Operation.DELETE_JOB_TEMPLATE, "DELETE /job-templates/{template}", new DeleteJobTemplate(core)),
                Route.of(Operation.LIST_JOB_TEMPLATES, "GET /job-templates", new ListJobTemplates(core)),
                Route.of(
                        Operation.LIST_MANAGED_JOB_TEMPLATES,
                        "GET /managed-job-templates",
                        new ListManagedJobTemplates(core.arns())),
                Route.of(
                        Operation.DESCRIBE_MANAGED_JOB_TEMPLATE,
                        "GET /managed-job-templates/{template}",
                        new DescribeManagedJobTemplate(core.arns())),
                Route.of(Operation.DESCRIBE_ENDPOINT, "GET /endpoint", new DescribeEndpoint()),
                Route.of(
                        Operation.UPDATE_EVENT_CONFIGURATIONS,
                        "PATCH /event-configurations",
                        new UpdateEventConfigurations(core.events())),
                Route.of(
                        Operation.DESCRIBE_EVENT_CONFIGURATIONS,
                        "GET /event-configurations",
                        new DescribeEventConfigurations(core.events())),
                Route.of(Operation.DELETE_JOB, "DELETE /jobs/{job}", new DeleteJob(core.jobs())),
                Route.of(Operation.CREATE_THING, "POST /things/{thing}", new CreateThing(core.things())),
                Route.of(Operation.DESCRIBE_THING, "GET /things/{thing}", new DescribeThing(core.things())));
    }
}
