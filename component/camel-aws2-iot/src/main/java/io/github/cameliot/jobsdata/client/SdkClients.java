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

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpConfigurationOption;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.http.apache.ProxyConfiguration;
import software.amazon.awssdk.http.auth.scheme.NoAuthAuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthSchemeOption;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClient;
import software.amazon.awssdk.services.iotjobsdataplane.IotJobsDataPlaneClientBuilder;
import software.amazon.awssdk.utils.AttributeMap;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/** Builds SDK clients: synchronous, over Apache's HTTP client, without {@code Expect: 100-continue}. */
final class SdkClients {

    /** A limit that is never reached: the callers limit how many calls run at once. */
    private static final int MOST_CONNECTIONS = 1024;

    /** Longer than the longest pause between two polls, so that a poll finds its connection still open. */
    static final Duration IDLE_CONNECTION = Duration.ofMinutes(3);

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private static final List<AuthSchemeOption> UNSIGNED = List.of(
            AuthSchemeOption.builder().schemeId(NoAuthAuthScheme.SCHEME_ID).build());

    private static final Pattern REGION_IN_HOST = Pattern.compile("\\.iot\\.([a-z0-9-]{1,63})\\.amazonaws\\.com");

    private SdkClients() {}

    /** A client, and what has to be closed, in this order, when it is not used any more. */
    record Opened<C>(C client, List<SdkAutoCloseable> parts) implements AutoCloseable {

        @Override
        public void close() {
            parts.forEach(SdkAutoCloseable::close);
        }

        /** Without the parts: a credentials provider may show an access key. */
        @Override
        public String toString() {
            return "Opened[" + client + "]";
        }
    }

    /** What SDK clients with the same options share: connections, credentials and timers. */
    private record Shared(SdkHttpClient http, AwsCredentialsProvider provider, Region region, CallTimers timers) {

        static Shared of(ClientOptions options, Function<ClientOptions, SdkHttpClient> http) {
            Region region = SdkClients.region(options);
            return new Shared(http.apply(options), options.credentials().open(options), region, new CallTimers());
        }

        <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(
                B service,
                ClientOptions options,
                RetryMode retryMode,
                Consumer<ClientOverrideConfiguration.Builder> more) {
            B builder = service.httpClient(http)
                    .credentialsProvider(provider)
                    .region(region)
                    .overrideConfiguration(o -> more.accept(options.timeouts()
                            .set(o, retryMode == RetryMode.none)
                            .retryStrategy(retryMode.strategy())
                            .scheduledExecutorService(timers.executor())
                            .putAdvancedOption(SdkAdvancedClientOption.USER_AGENT_SUFFIX, "camel-aws2-iot")));
            if (options.endpoint() != null) {
                builder.endpointOverride(options.endpoint());
            }
            return builder.build();
        }

        <C> Opened<C> opened(C client, Credentials credentials, SdkAutoCloseable... sdk) {
            List<SdkAutoCloseable> parts = new ArrayList<>(List.of(sdk));
            parts.add(http);
            parts.add(timers);
            if (credentials.isOurs() && provider instanceof SdkAutoCloseable closeable) {
                parts.add(closeable);
            }
            return new Opened<>(client, parts);
        }
    }

    static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C extends SdkAutoCloseable> Opened<C> open(
            B service, ClientOptions options) {
        Shared shared = Shared.of(options, SdkClients::http);
        C client = shared.client(
                service, options, options.retryMode(), o -> o.addExecutionInterceptor(new ResponseBound()));
        return shared.opened(client, options.credentials(), client);
    }

    /** Two clients of the data plane over the same connections: one that retries, one with a single attempt. */
    static Opened<JobsDataClient> openDataPlane(ClientOptions options, Function<ClientOptions, SdkHttpClient> http) {
        Shared shared = Shared.of(options, http);
        IotJobsDataPlaneClient retrying = dataPlane(shared, options, options.retryMode());
        IotJobsDataPlaneClient single = dataPlane(shared, options, RetryMode.none);
        return shared.opened(JobsDataClient.ofOurs(retrying, single), options.credentials(), retrying, single);
    }

    private static IotJobsDataPlaneClient dataPlane(Shared shared, ClientOptions options, RetryMode retryMode) {
        IotJobsDataPlaneClientBuilder service = IotJobsDataPlaneClient.builder().endpointProvider(new EndpointCache());
        if (options.credentials().isAny()) {
            service.authSchemeProvider(new AuthSchemeCache(options.endpoint()));
        } else {
            // Anonymous credentials alone would leave out only the signature, not what is done for it.
            service.putAuthScheme(NoAuthAuthScheme.create()).authSchemeProvider(params -> UNSIGNED);
        }
        return shared.client(service, options, retryMode, o -> o.addExecutionInterceptor(new ResponseCheck()));
    }

    static SdkHttpClient http(ClientOptions options) {
        Duration connect = options.timeouts().attempt().compareTo(CONNECT) < 0
                ? options.timeouts().attempt()
                : CONNECT;
        ApacheHttpClient.Builder http = ApacheHttpClient.builder()
                .expectContinueEnabled(false)
                .maxConnections(MOST_CONNECTIONS)
                .connectionMaxIdleTime(IDLE_CONNECTION)
                .connectionTimeout(connect)
                .socketTimeout(options.timeouts().attempt())
                .tcpKeepAlive(true);
        if (options.proxy() != null) {
            http.proxyConfiguration(
                    ProxyConfiguration.builder().endpoint(options.proxy()).build());
        }
        if (options.tls() != null) {
            http.socketFactory(sockets(options.tls()));
        }
        return http.buildWithDefaults(AttributeMap.builder()
                .put(SdkHttpConfigurationOption.TRUST_ALL_CERTIFICATES, options.trustAllCertificates())
                .build());
    }

    /**
     * The whole context is used, because trust and key managers alone would lose its protocols, ciphers, alias and
     * provider.
     */
    private static ReusableTlsSockets sockets(Tls tls) {
        try {
            SSLSocketFactory sockets = tls.context().getSocketFactory();
            try (SSLSocket probe = (SSLSocket) sockets.createSocket()) {
                if (probe.getEnabledProtocols().length == 0 || probe.getEnabledCipherSuites().length == 0) {
                    throw new IllegalArgumentException("they allow no protocol or no cipher suite");
                }
            }
            return new ReusableTlsSockets(sockets);
        } catch (X509Files.Unusable e) {
            throw e;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "sslContextParameters cannot be used: " + e.getMessage()
                            + ". Name protocols, cipher suites, an alias and a provider that this JVM has, or remove "
                            + "them.",
                    e);
        }
    }

    private static Region region(ClientOptions options) {
        if (options.region() != null) {
            return Region.of(options.region());
        }
        if (options.credentials() instanceof Credentials.MutualTls) {
            // Only the signature needs it. It is shown in the name of the service.
            Matcher host = REGION_IN_HOST.matcher(options.endpoint().getHost());
            return Region.of(host.find() ? host.group(1) : "unsigned");
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "region is missing: it is not set by the option, by AWS_REGION or by a profile. Set it, as in "
                            + "region=eu-west-1 (it is part of the signature of every request, also with "
                            + "uriEndpointOverride).",
                    e);
        }
    }
}
