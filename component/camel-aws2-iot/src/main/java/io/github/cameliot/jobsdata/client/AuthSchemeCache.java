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

import java.util.List;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.auth.scheme.IotJobsDataPlaneAuthSchemeParams;
import software.amazon.awssdk.services.iotjobsdataplane.auth.scheme.IotJobsDataPlaneAuthSchemeProvider;

/** How a client signs. It is the same for all operations, but the SDK builds it anew for each call. */
final class AuthSchemeCache implements IotJobsDataPlaneAuthSchemeProvider {

    private final IotJobsDataPlaneAuthSchemeProvider schemes = IotJobsDataPlaneAuthSchemeProvider.defaultProvider();
    private volatile Resolved latest;

    private record Resolved(Region region, List<AuthSchemeOption> options) {}

    @Override
    public List<AuthSchemeOption> resolveAuthScheme(IotJobsDataPlaneAuthSchemeParams params) {
        Resolved known = latest;
        if (known == null || !known.region().equals(params.region())) {
            known = new Resolved(params.region(), schemes.resolveAuthScheme(params));
            latest = known;
        }
        return known.options();
    }
}
