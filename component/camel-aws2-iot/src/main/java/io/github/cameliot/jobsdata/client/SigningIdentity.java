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

import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneServiceClientConfiguration;

/**
 * What a client signs its calls with, for a request of another protocol.
 *
 * @param region as in {@code eu-west-1}
 * @param keys reads the current keys, which may take long and may fail
 */
public record SigningIdentity(String region, Supplier<AccessKeys> keys) {

    /** @throws IllegalArgumentException for a client of the user whose credentials or region cannot be read */
    static SigningIdentity of(IotJobsDataPlaneClient sdk) {
        IotJobsDataPlaneServiceClientConfiguration own = null;
        try {
            own = sdk.serviceClientConfiguration();
        } catch (UnsupportedOperationException e) {
            // reported below
        }
        if (own == null || own.region() == null || own.credentialsProvider() == null) {
            throw new IllegalArgumentException("push=true is not possible with this iotJobsDataPlaneClient: the"
                    + " serviceClientConfiguration() of a " + sdk.getClass().getName() + " has no region and "
                    + "credentials. Remove the client, and set the region and credential options instead.");
        }
        IdentityProvider<? extends AwsCredentialsIdentity> provider = own.credentialsProvider();
        return new SigningIdentity(own.region().id(), () -> keys(provider));
    }

    private static AccessKeys keys(IdentityProvider<? extends AwsCredentialsIdentity> provider) {
        try {
            AwsCredentialsIdentity identity = provider.resolveIdentity().join();
            return new AccessKeys(
                    identity.accessKeyId(),
                    identity.secretAccessKey(),
                    identity instanceof AwsSessionCredentialsIdentity session ? session.sessionToken() : null);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
