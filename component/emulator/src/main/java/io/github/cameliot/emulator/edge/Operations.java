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
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.edge.control.CancelJob;
import io.github.cameliot.emulator.edge.control.ControlDescribeJobExecution;
import io.github.cameliot.emulator.edge.control.CreateJob;
import io.github.cameliot.emulator.edge.control.CreateThing;
import io.github.cameliot.emulator.edge.control.DeleteJob;
import io.github.cameliot.emulator.edge.control.DescribeJob;
import io.github.cameliot.emulator.edge.control.DescribeThing;
import io.github.cameliot.emulator.edge.data.DescribeJobExecution;
import io.github.cameliot.emulator.edge.data.GetPendingJobExecutions;
import io.github.cameliot.emulator.edge.data.StartNextPendingJobExecution;
import io.github.cameliot.emulator.edge.data.UpdateJobExecution;
import java.util.List;

/**
 * Every operation with its method and path.
 *
 * <p>Source: the {@code http} traits of the service models of {@code iot-jobs-data} and {@code iot}.
 */
final class Operations {

    private Operations() {}

    static List<Route> all(JobsCore core) {
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
                Route.of(Operation.CREATE_JOB, "PUT /jobs/{job}", new CreateJob(core.jobs())),
                Route.of(Operation.DESCRIBE_JOB, "GET /jobs/{job}", new DescribeJob(core.jobs())),
                Route.of(Operation.CANCEL_JOB, "PUT /jobs/{job}/cancel", new CancelJob(core.jobs())),
                Route.of(Operation.DELETE_JOB, "DELETE /jobs/{job}", new DeleteJob(core.jobs())),
                Route.of(Operation.CREATE_THING, "POST /things/{thing}", new CreateThing(core.things())),
                Route.of(Operation.DESCRIBE_THING, "GET /things/{thing}", new DescribeThing(core.things())));
    }
}
