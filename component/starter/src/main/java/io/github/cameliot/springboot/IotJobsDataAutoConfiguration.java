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
package io.github.cameliot.springboot;

import io.github.cameliot.jobsdata.IotJobsDataComponent;
import org.apache.camel.spring.boot.CamelAutoConfiguration;
import org.apache.camel.spring.boot.util.ConditionalOnCamelContextAndAutoConfigurationBeans;
import org.apache.camel.spring.boot.util.ConditionalOnHierarchicalProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The options of iot-jobs-data, as {@code camel.component.iot-jobs-data.*}. */
@AutoConfiguration(after = CamelAutoConfiguration.class)
@Conditional(ConditionalOnCamelContextAndAutoConfigurationBeans.class)
@ConditionalOnHierarchicalProperties({"camel.component", "camel.component.iot-jobs-data"})
public class IotJobsDataAutoConfiguration {

    @Bean
    ComponentConfigurer configureIotJobsDataComponent(Environment environment) {
        return new ComponentConfigurer(ComponentOptions.of(IotJobsDataComponent.class, "iot-jobs-data"), environment);
    }

    /** Without the other component its properties have no effect, and the user must be told. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass("io.github.cameliot.control.IotJobsComponent")
    static class WithoutControlPlane {

        private static final Logger LOG = LoggerFactory.getLogger(WithoutControlPlane.class);

        WithoutControlPlane(Environment environment) {
            if (Binder.get(environment)
                    .bind("camel.component.iot-jobs", Bindable.mapOf(String.class, Object.class))
                    .isBound()) {
                LOG.warn("Properties camel.component.iot-jobs.* are set but have no effect: the component iot-jobs is "
                        + "not on the class path. Add io.github.cameliot:camel-aws2-iot-control, or remove them.");
            }
        }
    }
}
