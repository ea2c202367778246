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

import io.github.cameliot.jobsdata.model.StatusDetails;
import io.github.cameliot.jobsdata.model.StepTimeout;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletionException;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneServiceClientConfiguration;
import software.amazon.awssdk.services.iotjobsdataplane.endpoints.IotJobsDataPlaneEndpointProvider;
import software.amazon.awssdk.services.iotjobsdataplane.model.DescribeJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.GetPendingJobExecutionsRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.StartNextPendingJobExecutionRequest;
import software.amazon.awssdk.services.iotjobsdataplane.model.UpdateJobExecutionRequest;

/**
 * Makes signed URLs for calls of the four operations, with the credentials, region and endpoint of a client; makes no
 * call.
 *
 * <p>The signature covers method, host, path, query and body, and only the host of the headers. Signature Version 4
 * also has an unsigned body ({@code UNSIGNED-PAYLOAD}), but AWS documents it only for Amazon S3. So a URL is valid for
 * one body.
 *
 * <p>If the client has no endpoint, the endpoint of the region is signed; the SDK's settings for FIPS and dual stack
 * are not used.
 *
 * <p>Source: AWS Signature Version 4, "Authenticating requests: using query parameters".
 */
public final class Presigner {

    /** Source: X-Amz-Expires of AWS Signature Version 4, 604800 seconds. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private static final String SIGNING_NAME = "iot-jobs-data";

    private final IotJobsDataPlaneServiceClientConfiguration client;
    private final Duration time;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    /**
     * @param time how long its URLs are valid, whole seconds up to {@link #LONGEST}
     * @throws IllegalArgumentException for a client whose credentials or region cannot be read
     */
    Presigner(IotJobsDataPlaneClient sdk, Duration time) {
        this.client = configuration(sdk);
        this.time = time;
    }

    private static IotJobsDataPlaneServiceClientConfiguration configuration(IotJobsDataPlaneClient sdk) {
        IotJobsDataPlaneServiceClientConfiguration own = null;
        try {
            own = sdk.serviceClientConfiguration();
        } catch (UnsupportedOperationException e) {
            // reported below
        }
        if (own == null || own.region() == null || own.credentialsProvider() == null) {
            throw new IllegalArgumentException("presign is not possible with this iotJobsDataPlaneClient: the"
                    + " serviceClientConfiguration() of a " + sdk.getClass().getName() + " has no region and "
                    + "credentials. Remove the client, and set the region and credential options instead.");
        }
        return own;
    }

    /** As {@link JobsDataClient#describe}. */
    public Presigned describe(String thing, String jobId, Long executionNumber, boolean includeJobDocument) {
        return presign(Requests.describe(thing, jobId, executionNumber, includeJobDocument)
                .build());
    }

    /** As {@link JobsDataClient#getPending}. */
    public Presigned getPending(String thing) {
        return presign(Requests.getPending(thing).build());
    }

    /** As {@link JobsDataClient#startNext}. */
    public Presigned startNext(String thing, StatusDetails details, StepTimeout stepTimeout) {
        return presign(Requests.startNext(thing, details, stepTimeout).build());
    }

    /** As {@link JobsDataClient#update(Update)}. */
    public Presigned update(Update update) {
        return presign(Requests.update(update).build());
    }

    /**
     * Signs a request of one of the four operations. If the request has its own configuration, the credentials in it
     * are used.
     *
     * @throws JobsCallException if there are no credentials
     * @throws IllegalArgumentException for a request of another operation
     */
    public Presigned presign(AwsRequest request) {
        if (request instanceof DescribeJobExecutionRequest r) {
            return presign(Operation.DESCRIBE, r, WireRequest.of(r));
        } else if (request instanceof GetPendingJobExecutionsRequest r) {
            return presign(Operation.GET_PENDING, r, WireRequest.of(r));
        } else if (request instanceof StartNextPendingJobExecutionRequest r) {
            return presign(Operation.START_NEXT, r, WireRequest.of(r));
        } else if (request instanceof UpdateJobExecutionRequest r) {
            return presign(Operation.UPDATE, r, WireRequest.of(r));
        }
        throw new IllegalArgumentException(
                request.getClass().getSimpleName() + " is not a request of the four operations.");
    }

    private <Q extends AwsRequest> Presigned presign(Operation<Q, ?> operation, Q request, WireRequest wire) {
        try {
            AwsCredentialsIdentity identity = identity(request);
            Instant now = Instant.now();
            SdkHttpRequest signed = sign(wire, identity);
            Instant end = now.plus(time).truncatedTo(ChronoUnit.SECONDS);
            Instant expiresAt = identity.expirationTime().filter(end::isAfter).orElse(end);
            return new Presigned(signed.getUri(), wire.method().name(), wire.body(), expiresAt);
        } catch (RuntimeException e) {
            throw operation.unsigned(request, e);
        }
    }

    private AwsCredentialsIdentity identity(AwsRequest request) {
        IdentityProvider<? extends AwsCredentialsIdentity> own = client.credentialsProvider();
        IdentityProvider<? extends AwsCredentialsIdentity> provider = request.overrideConfiguration()
                .flatMap(AwsRequestOverrideConfiguration::credentialsIdentityProvider)
                .<IdentityProvider<? extends AwsCredentialsIdentity>>map(p -> p)
                .orElse(own);
        AwsCredentialsIdentity identity;
        try {
            identity = provider.resolveIdentity().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
        if (identity == null || identity.accessKeyId() == null || identity.secretAccessKey() == null) {
            throw SdkClientException.create("anonymous credentials cannot sign a URL");
        }
        return identity;
    }

    private SdkHttpRequest sign(WireRequest wire, AwsCredentialsIdentity identity) {
        SignRequest.Builder<AwsCredentialsIdentity> sign = SignRequest.builder(identity)
                .request(http(wire))
                .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, time)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SIGNING_NAME)
                .putProperty(AwsV4HttpSigner.REGION_NAME, client.region().id());
        if (wire.body() != null) {
            sign.payload(ContentStreamProvider.fromUtf8String(wire.body()));
        }
        return signer.sign(sign.build()).request();
    }

    private SdkHttpRequest http(WireRequest wire) {
        URI endpoint = endpoint();
        String base = endpoint.getRawPath() == null ? "" : endpoint.getRawPath().replaceAll("/+$", "");
        SdkHttpRequest.Builder http = SdkHttpRequest.builder()
                .method(wire.method())
                .protocol(endpoint.getScheme())
                .host(endpoint.getHost())
                .port(endpoint.getPort() < 0 ? null : endpoint.getPort())
                .encodedPath(base + wire.path());
        wire.query().forEach(http::putRawQueryParameter);
        return http.build();
    }

    private URI endpoint() {
        return client.endpointOverride().orElseGet(() -> {
            IotJobsDataPlaneEndpointProvider rules = client.endpointProvider()
                    .filter(IotJobsDataPlaneEndpointProvider.class::isInstance)
                    .map(IotJobsDataPlaneEndpointProvider.class::cast)
                    .orElseGet(IotJobsDataPlaneEndpointProvider::defaultProvider);
            return rules.resolveEndpoint(p -> p.region(client.region())).join().url();
        });
    }
}
