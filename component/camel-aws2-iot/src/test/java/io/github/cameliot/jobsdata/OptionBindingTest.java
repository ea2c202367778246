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
package io.github.cameliot.jobsdata;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.jobsdata.client.RetryMode;
import io.github.cameliot.jobsdata.options.StepTimeouts;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.CatalogCamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.PropertyBindingSupport;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;

/** Options as the DSLs, placeholders, references and component properties set them. */
class OptionBindingTest {

    @Test
    void yaml() throws Exception {
        IotJobsDataEndpoint endpoint = load("route.yaml", """
                - route:
                    from:
                      uri: iot-jobs-data:startNext
                      parameters:
                        thing: "pump-1,pump-2"
                        delay: 7s
                        maxDelay: PT3M
                        onFailure: reject
                        retryMode: adaptive
                        stepTimeout: 1h
                        statusDetails.by: camel
                        awsCredentialsProvider: "#bean:provider"
                        region: "{{where}}"
                      steps:
                        - to:
                            uri: iot-jobs-data:update
                            parameters:
                              status: IN_PROGRESS
                              statusDetails.step: "RAW(a&b)"
                              region: "{{where}}"
                """);

        proves(endpoint);
    }

    @Test
    void xml() throws Exception {
        IotJobsDataEndpoint endpoint = load("route.xml", """
                <routes xmlns="http://camel.apache.org/schema/xml-io">
                  <route>
                    <from uri="iot-jobs-data:startNext?thing=pump-1,pump-2&amp;delay=7000&amp;maxDelay=3m\
                &amp;onFailure=reject&amp;retryMode=adaptive&amp;stepTimeout=60m&amp;statusDetails.by=camel\
                &amp;awsCredentialsProvider=#provider&amp;region={{where}}"/>
                    <to uri="iot-jobs-data:update?status=IN_PROGRESS&amp;statusDetails.step=RAW(a&amp;b)&amp;region={{where}}"/>
                  </route>
                </routes>
                """);

        proves(endpoint);
    }

    @Test
    void componentProperties() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getRegistry().bind("ssl", new SSLContextParameters());
            IotJobsDataComponent component = camel.getComponent("iot-jobs-data", IotJobsDataComponent.class);
            Map<String, Object> properties = new HashMap<>();
            properties.put("region", "eu-west-1");
            properties.put("delay", "7s");
            properties.put("max-delay", "3m");
            properties.put("onFailure", "reject");
            properties.put("retry-mode", "legacy");
            properties.put("maxInFlight", "3");
            properties.put("api-call-timeout", "1m");
            properties.put("accessKey", "AKID");
            properties.put("secret-key", "a&b");
            properties.put("sslContextParameters", "#bean:ssl");
            properties.put("configuration.proxyHost", "proxy.example.com");

            PropertyBindingSupport.build()
                    .withCamelContext(camel)
                    .withTarget(component)
                    .withConfigurer(component.getComponentPropertyConfigurer())
                    .withIgnoreCase(true)
                    .withProperties(properties)
                    .withRemoveParameters(true)
                    .bind();

            IotJobsDataConfiguration bound = component.getConfiguration();
            assertThat(bound.getRegion()).isEqualTo("eu-west-1");
            assertThat(bound.getDelay()).isEqualTo(Duration.ofSeconds(7));
            assertThat(bound.getMaxDelay()).isEqualTo(Duration.ofMinutes(3));
            assertThat(bound.getOnFailure()).isEqualTo(OnFailure.reject);
            assertThat(bound.getRetryMode()).isEqualTo(RetryMode.legacy);
            assertThat(bound.getMaxInFlight()).isEqualTo(3);
            assertThat(bound.getApiCallTimeout()).isEqualTo(Duration.ofMinutes(1));
            assertThat(bound.getAccessKey()).isEqualTo("AKID");
            assertThat(bound.getSecretKey()).isEqualTo("a&b");
            assertThat(bound.getSslContextParameters()).isNotNull();
            assertThat(bound.getProxyHost()).isEqualTo("proxy.example.com");
        }
    }

    @Test
    void anEndpointsOptionComesBeforeThatOfTheComponentAndChangesNoOther() {
        try (Bench bench = Bench.open()) {
            Endpoint own = bench.camel().getEndpoint("iot-jobs-data:startNext?thing=a&delay=9s&maxDelay=10s");
            Endpoint other = bench.camel().getEndpoint("iot-jobs-data:startNext?thing=b");

            assertThat(((IotJobsDataEndpoint) own).getConfiguration().getDelay())
                    .isEqualTo(Duration.ofSeconds(9));
            assertThat(((IotJobsDataEndpoint) other).getConfiguration().getDelay())
                    .isEqualTo(Duration.ofMillis(50));
        }
    }

    @Test
    void theCatalogKnowsTheHeadersAndTheSecrets() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            String json = ((CatalogCamelContext) camel).getComponentParameterJsonSchema("iot-jobs-data");

            assertThat(json)
                    .contains(IotJobsDataConstants.OUTCOME_REASON)
                    .contains("\"secretKey\"")
                    .contains("\"secret\": true");
        }
    }

    private static IotJobsDataEndpoint load(String name, String text) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.disableJMX();
            Properties placeholders = new Properties();
            placeholders.put("where", "eu-west-1");
            camel.getPropertiesComponent().setInitialProperties(placeholders);
            camel.getRegistry().bind("provider", AnonymousCredentialsProvider.create());
            camel.setAutoStartup(false);
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(name, text));
            camel.start();
            return camel.getEndpoints().stream()
                    .map(IotJobsDataEndpoint.class::cast)
                    .filter(e -> e.getOperation() == IotJobsDataOperation.startNext
                            || !e.getStatusDetails().equals(Map.of("step", "a&b")))
                    .reduce((a, b) -> {
                        throw new AssertionError("another endpoint than expected: " + a + ", " + b);
                    })
                    .orElseThrow();
        }
    }

    private static void proves(IotJobsDataEndpoint endpoint) {
        IotJobsDataConfiguration bound = endpoint.getConfiguration();
        assertThat(endpoint.getStatusDetails()).containsEntry("by", "camel");
        assertThat(bound.getThing()).isEqualTo("pump-1,pump-2");
        assertThat(bound.getDelay()).isEqualTo(Duration.ofSeconds(7));
        assertThat(bound.getMaxDelay()).isEqualTo(Duration.ofMinutes(3));
        assertThat(bound.getOnFailure()).isEqualTo(OnFailure.reject);
        assertThat(bound.getRetryMode()).isEqualTo(RetryMode.adaptive);
        assertThat(StepTimeouts.parse("stepTimeout", bound.getStepTimeout()).minutes())
                .isEqualTo(60);
        assertThat(bound.getRegion()).isEqualTo("eu-west-1");
        assertThat(bound.getAwsCredentialsProvider()).isInstanceOf(AnonymousCredentialsProvider.class);
    }
}
