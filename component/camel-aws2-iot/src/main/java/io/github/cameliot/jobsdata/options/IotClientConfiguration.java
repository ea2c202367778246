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
package io.github.cameliot.jobsdata.options;

import io.github.cameliot.jobsdata.client.RetryMode;
import java.time.Duration;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * The options for credentials and connection, shared by the components of this project.
 *
 * <p>Described by annotation and not by Javadoc, because the generator of another module's metadata sees this class without its source.
 */
@UriParams
public abstract class IotClientConfiguration implements Cloneable {

    @UriParam(label = "security", description = "A provider of AWS credentials to use; it is never closed here.")
    private AwsCredentialsProvider awsCredentialsProvider;

    @UriParam(label = "security", secret = true, description = "The AWS access key id.")
    private String accessKey;

    @UriParam(label = "security", secret = true, description = "The AWS secret access key.")
    private String secretKey;

    @UriParam(label = "security", secret = true, description = "The session token of temporary AWS credentials.")
    private String sessionToken;

    @UriParam(
            label = "security",
            description = "Use the SDK's default chain of credentials, which is also used when no credential option "
                    + "is set.")
    private boolean useDefaultCredentialsProvider;

    @UriParam(label = "security", description = "Use a profile of the shared AWS configuration.")
    private boolean useProfileCredentialsProvider;

    @UriParam(label = "security", description = "The name of that profile; left out, the default profile.")
    private String profileCredentialsName;

    @UriParam(label = "security", description = "Use temporary credentials: accessKey, secretKey and sessionToken.")
    private boolean useSessionCredentials;

    @UriParam(label = "security", description = "What a connection trusts and which certificate it shows.")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "security", description = "Accept any server certificate: for tests only.")
    private boolean trustAllCertificates;

    @UriParam(
            description = "The AWS region, as in eu-west-1. It is part of every signature. Left out, the SDK looks in "
                    + "AWS_REGION, the profile and the instance.")
    private String region;

    @UriParam(label = "proxy", enums = "HTTP,HTTPS", defaultValue = "HTTPS", description = "How to speak to the proxy.")
    private String proxyProtocol = "HTTPS";

    @UriParam(label = "proxy", description = "The host of a proxy.")
    private String proxyHost;

    @UriParam(label = "proxy", description = "The port of the proxy.")
    private Integer proxyPort;

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "The bound of one call with all its retries.")
    private Duration apiCallTimeout = Duration.ofSeconds(30);

    @UriParam(
            label = "advanced",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "The bound of one attempt of a call.")
    private Duration apiCallAttemptTimeout = Duration.ofSeconds(10);

    @UriParam(
            label = "advanced",
            defaultValue = "standard",
            description = "How a producer's calls are retried: standard (three attempts), adaptive (also slows down), "
                    + "legacy (four attempts) or none.")
    private RetryMode retryMode = RetryMode.standard;

    /** A copy whose options can be changed independently. */
    public IotClientConfiguration copy() {
        try {
            return (IotClientConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /**
     * The address of the service; null for the address of the region. Each component decides which address is right.
     */
    public abstract String getUriEndpointOverride();

    /** The location of the service, as Camel shows it: the address, else the region, else null. */
    public String serviceUrl() {
        return getUriEndpointOverride() != null ? getUriEndpointOverride() : region;
    }

    public AwsCredentialsProvider getAwsCredentialsProvider() {
        return awsCredentialsProvider;
    }

    public void setAwsCredentialsProvider(AwsCredentialsProvider awsCredentialsProvider) {
        this.awsCredentialsProvider = awsCredentialsProvider;
    }

    public String getAccessKey() {
        return accessKey;
    }

    public void setAccessKey(String accessKey) {
        this.accessKey = accessKey;
    }

    public String getSecretKey() {
        return secretKey;
    }

    public void setSecretKey(String secretKey) {
        this.secretKey = secretKey;
    }

    public String getSessionToken() {
        return sessionToken;
    }

    public void setSessionToken(String sessionToken) {
        this.sessionToken = sessionToken;
    }

    public boolean isUseDefaultCredentialsProvider() {
        return useDefaultCredentialsProvider;
    }

    public void setUseDefaultCredentialsProvider(boolean useDefaultCredentialsProvider) {
        this.useDefaultCredentialsProvider = useDefaultCredentialsProvider;
    }

    public boolean isUseProfileCredentialsProvider() {
        return useProfileCredentialsProvider;
    }

    public void setUseProfileCredentialsProvider(boolean useProfileCredentialsProvider) {
        this.useProfileCredentialsProvider = useProfileCredentialsProvider;
    }

    public String getProfileCredentialsName() {
        return profileCredentialsName;
    }

    public void setProfileCredentialsName(String profileCredentialsName) {
        this.profileCredentialsName = profileCredentialsName;
    }

    public boolean isUseSessionCredentials() {
        return useSessionCredentials;
    }

    public void setUseSessionCredentials(boolean useSessionCredentials) {
        this.useSessionCredentials = useSessionCredentials;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public boolean isTrustAllCertificates() {
        return trustAllCertificates;
    }

    public void setTrustAllCertificates(boolean trustAllCertificates) {
        this.trustAllCertificates = trustAllCertificates;
    }

    public String getRegion() {
        return region;
    }

    public void setRegion(String region) {
        this.region = region;
    }

    public String getProxyProtocol() {
        return proxyProtocol;
    }

    public void setProxyProtocol(String proxyProtocol) {
        this.proxyProtocol = proxyProtocol;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public Duration getApiCallTimeout() {
        return apiCallTimeout;
    }

    public void setApiCallTimeout(Duration apiCallTimeout) {
        this.apiCallTimeout = apiCallTimeout;
    }

    public Duration getApiCallAttemptTimeout() {
        return apiCallAttemptTimeout;
    }

    public void setApiCallAttemptTimeout(Duration apiCallAttemptTimeout) {
        this.apiCallAttemptTimeout = apiCallAttemptTimeout;
    }

    public RetryMode getRetryMode() {
        return retryMode;
    }

    public void setRetryMode(RetryMode retryMode) {
        this.retryMode = retryMode;
    }
}
