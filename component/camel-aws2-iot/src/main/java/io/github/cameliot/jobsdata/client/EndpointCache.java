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
package io.github.cameliot.jobsdata.client;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.endpoints.Endpoint;
import software.amazon.awssdk.services.iotjobsdataplane.endpoints.IotJobsDataPlaneEndpointParams;
import software.amazon.awssdk.services.iotjobsdataplane.endpoints.IotJobsDataPlaneEndpointProvider;

/** The endpoint of a client. It is the same for all calls, but the SDK evaluates its endpoint rules for each of them. */
final class EndpointCache implements IotJobsDataPlaneEndpointProvider {

    private final IotJobsDataPlaneEndpointProvider rules = IotJobsDataPlaneEndpointProvider.defaultProvider();
    private volatile Resolved latest;

    private record Resolved(IotJobsDataPlaneEndpointParams params, CompletableFuture<Endpoint> endpoint) {

        boolean isFor(IotJobsDataPlaneEndpointParams other) {
            return Objects.equals(params.endpoint(), other.endpoint())
                    && Objects.equals(params.region(), other.region())
                    && Objects.equals(params.useFips(), other.useFips())
                    && Objects.equals(params.useDualStack(), other.useDualStack());
        }
    }

    @Override
    public CompletableFuture<Endpoint> resolveEndpoint(IotJobsDataPlaneEndpointParams params) {
        Resolved known = latest;
        if (known == null || !known.isFor(params)) {
            known = new Resolved(params, rules.resolveEndpoint(params));
            if (!known.endpoint().isCompletedExceptionally()) {
                latest = known;
            }
        }
        return known.endpoint();
    }
}
