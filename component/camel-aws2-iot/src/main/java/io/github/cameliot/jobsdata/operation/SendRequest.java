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
package io.github.cameliot.jobsdata.operation;

import io.github.cameliot.jobsdata.IotJobsDataOperation;
import io.github.cameliot.jobsdata.claim.ClaimMarker;
import io.github.cameliot.jobsdata.client.JobsDataClient;
import io.github.cameliot.jobsdata.options.PojoRequest;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;

/** {@code pojoRequest=true}: sends a request of the SDK, and returns its response. */
public record SendRequest(JobsDataClient client, IotJobsDataOperation operation) implements Operation {

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        message.setBody(client.send(request(message, operation)));
    }

    static AwsRequest request(Message message, IotJobsDataOperation operation) {
        Class<? extends AwsRequest> type =
                switch (operation) {
                    case describe -> DescribeJobExecutionRequest.class;
                    case getPending -> GetPendingJobExecutionsRequest.class;
                    case startNext -> StartNextPendingJobExecutionRequest.class;
                    case update -> UpdateJobExecutionRequest.class;
                };
        AwsRequest request = PojoRequest.of(message, type, "iot-jobs-data:" + operation);
        refuseMarker(request);
        return request;
    }

    private static void refuseMarker(AwsRequest request) {
        Map<String, String> details = request instanceof UpdateJobExecutionRequest update
                ? update.statusDetails()
                : request instanceof StartNextPendingJobExecutionRequest start ? start.statusDetails() : Map.of();
        if (details.containsKey(ClaimMarker.KEY)) {
            throw new IllegalArgumentException("The status details of the "
                    + request.getClass().getSimpleName() + " contain " + ClaimMarker.KEY + ", the claim marker, "
                    + "which only a session may write. Leave it out.");
        }
    }
}
