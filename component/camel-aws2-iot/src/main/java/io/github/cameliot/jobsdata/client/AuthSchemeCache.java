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

import java.net.URI;
import java.util.List;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iotjobsdataplane.auth.scheme.IotJobsDataPlaneAuthSchemeParams;
import software.amazon.awssdk.services.iotjobsdataplane.auth.scheme.IotJobsDataPlaneAuthSchemeProvider;

/**
 * How a client signs. It is the same for all operations, but the SDK builds it anew for each call. It also normalizes the
 * path of each request, although thing names and job ids have no segment that this changes. That parses the URL twice, and
 * is left out where the path of the endpoint is known to be normal.
 */
final class AuthSchemeCache implements IotJobsDataPlaneAuthSchemeProvider {

    private final IotJobsDataPlaneAuthSchemeProvider schemes = IotJobsDataPlaneAuthSchemeProvider.defaultProvider();
    private final boolean isNormal;
    private volatile Resolved latest;

    /** @param endpoint null if the SDK finds it, possibly in the environment */
    AuthSchemeCache(URI endpoint) {
        this.isNormal = endpoint != null && endpoint.equals(endpoint.normalize());
    }

    private record Resolved(Region region, List<AuthSchemeOption> options) {}

    @Override
    public List<AuthSchemeOption> resolveAuthScheme(IotJobsDataPlaneAuthSchemeParams params) {
        Resolved known = latest;
        if (known == null || !known.region().equals(params.region())) {
            known = new Resolved(params.region(), options(params));
            latest = known;
        }
        return known.options();
    }

    private List<AuthSchemeOption> options(IotJobsDataPlaneAuthSchemeParams params) {
        List<AuthSchemeOption> all = schemes.resolveAuthScheme(params);
        return isNormal
                ? all.stream()
                        .map(o -> o.copy(b -> b.putSignerProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)))
                        .toList()
                : all;
    }
}
