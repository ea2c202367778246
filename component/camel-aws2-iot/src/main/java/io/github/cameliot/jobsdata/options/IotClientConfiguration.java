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
import io.github.cameliot.jobsdata.client.X509Use;
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

    @UriParam(
            label = "security",
            description = "The provider of AWS credentials to use (#bean). The component never closes it.")
    private AwsCredentialsProvider awsCredentialsProvider;

    @UriParam(label = "security", secret = true, description = "The id of the AWS access key. Set secretKey, too.")
    private String accessKey;

    @UriParam(label = "security", secret = true, description = "The secret of the AWS access key.")
    private String secretKey;

    @UriParam(label = "security", secret = true, description = "The session token of temporary AWS credentials.")
    private String sessionToken;

    @UriParam(
            label = "security",
            description =
                    "Whether to use the default credentials chain of the AWS SDK: environment, profile, container, "
                            + "instance. It is also used if no credential option is set.")
    private boolean useDefaultCredentialsProvider;

    @UriParam(label = "security", description = "Whether to use a profile of the shared AWS configuration files.")
    private boolean useProfileCredentialsProvider;

    @UriParam(
            label = "security",
            description =
                    "The name of the profile in the shared AWS configuration files. A profile that does not exist "
                            + "is refused when the route starts. If not set, the default profile.")
    private String profileCredentialsName;

    @UriParam(
            label = "security",
            description =
                    "Whether the keys are temporary credentials: accessKey, secretKey and sessionToken must all be "
                            + "set.")
    private boolean useSessionCredentials;

    @UriParam(
            label = "security",
            description =
                    "How a client certificate (X.509) authenticates calls, instead of other credentials: credentials "
                            + "exchanges it for temporary AWS credentials by a role alias of AWS IoT, and renews "
                            + "them; mutualTls makes calls without a signature over TLS with the certificate, to port "
                            + "8443 of the account's iot:Data-ATS endpoint (data plane only).")
    private X509Use x509;

    @UriParam(
            label = "security",
            description = "The PEM file with the client certificate, perhaps followed by its chain. Set privateKeyFile "
                    + "and x509, too. Instead of these files, sslContextParameters may contain the certificate.")
    private String certificateFile;

    @UriParam(
            label = "security",
            description =
                    "The PEM file with the private key of certificateFile, not encrypted: PKCS #8, PKCS #1 (RSA) or SEC "
                            + "1 (EC). A key that does not belong to the certificate is refused when the route starts.")
    private String privateKeyFile;

    @UriParam(
            label = "security",
            description = "The PEM file with the CA certificates to trust, together with certificateFile. If not set, "
                    + "those of the JVM, which include the CAs of AWS IoT.")
    private String caFile;

    @UriParam(
            label = "security",
            description = "The name of the role alias of AWS IoT for x509=credentials. The certificate needs an IoT "
                    + "policy that allows iot:AssumeRoleWithCertificate on it.")
    private String roleAlias;

    @UriParam(
            label = "security",
            description = "The address of the account's credential provider for x509=credentials, as in "
                    + "PREFIX.credentials.iot.eu-west-1.amazonaws.com (aws iot describe-endpoint --endpoint-type "
                    + "iot:CredentialProvider).")
    private String credentialsEndpoint;

    @UriParam(
            label = "security",
            description = "The thing to which the certificate is attached, for x509=credentials. It is needed only if "
                    + "the policy of the role uses variables of the thing.")
    private String certificateThing;

    @UriParam(
            label = "security",
            description = "Which server certificates to trust, which client certificate to present, and which TLS "
                    + "protocols and cipher suites to use (#bean). What the JVM does not support is refused when the "
                    + "route starts.")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "security", description = "Whether to trust any server certificate. For tests only.")
    private boolean trustAllCertificates;

    @UriParam(
            description =
                    "The AWS region, as in eu-west-1. It is part of the signature of each call. If not set, the AWS SDK "
                            + "looks in the environment variable AWS_REGION, the profile and the instance.")
    private String region;

    @UriParam(
            label = "proxy",
            enums = "HTTP,HTTPS",
            defaultValue = "HTTPS",
            description = "The protocol to use for the connection to the proxy.")
    private String proxyProtocol = "HTTPS";

    @UriParam(label = "proxy", description = "The host name of an HTTP proxy. Set proxyPort, too.")
    private String proxyHost;

    @UriParam(label = "proxy", description = "The port of the HTTP proxy, as in 3128.")
    private Integer proxyPort;

    @UriParam(
            label = "advanced",
            defaultValue = "30s",
            javaType = "java.time.Duration",
            description = "The maximum time of a call, including all its attempts.")
    private Duration apiCallTimeout = Duration.ofSeconds(30);

    @UriParam(
            label = "advanced",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "The maximum time of one attempt of a call.")
    private Duration apiCallAttemptTimeout = Duration.ofSeconds(10);

    @UriParam(
            label = "advanced",
            defaultValue = "standard",
            description =
                    "How the calls of a producer are retried, in a session too: standard makes up to three attempts, adaptive also "
                            + "slows down when AWS throttles, legacy makes up to four attempts, none makes one.")
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

    public X509Use getX509() {
        return x509;
    }

    public void setX509(X509Use x509) {
        this.x509 = x509;
    }

    public String getCertificateFile() {
        return certificateFile;
    }

    public void setCertificateFile(String certificateFile) {
        this.certificateFile = certificateFile;
    }

    public String getPrivateKeyFile() {
        return privateKeyFile;
    }

    public void setPrivateKeyFile(String privateKeyFile) {
        this.privateKeyFile = privateKeyFile;
    }

    public String getCaFile() {
        return caFile;
    }

    public void setCaFile(String caFile) {
        this.caFile = caFile;
    }

    public String getRoleAlias() {
        return roleAlias;
    }

    public void setRoleAlias(String roleAlias) {
        this.roleAlias = roleAlias;
    }

    public String getCredentialsEndpoint() {
        return credentialsEndpoint;
    }

    public void setCredentialsEndpoint(String credentialsEndpoint) {
        this.credentialsEndpoint = credentialsEndpoint;
    }

    public String getCertificateThing() {
        return certificateThing;
    }

    public void setCertificateThing(String certificateThing) {
        this.certificateThing = certificateThing;
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
