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
package io.github.cameliot.control;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows: control plane -> component, and HTTP alone to the emulator. */
@AnalyzeClasses(packages = "io.github.cameliot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String CONTROL = "io.github.cameliot.control..";

    @ArchTest
    static final ArchRule nobodyElseKnowsTheControlPlane = noClasses()
            .that()
            .resideInAnyPackage("io.github.cameliot.jobsdata..", "io.github.cameliot.emulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(CONTROL, "software.amazon.awssdk.services.iot..");

    @ArchTest
    static final ArchRule controlPlaneKnowsNeitherTheEmulatorNorSessionsNorTheDataPlanesSdk = noClasses()
            .that()
            .resideInAPackage(CONTROL)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.github.cameliot.emulator..",
                    "io.github.cameliot.jobsdata.session..",
                    "software.amazon.awssdk.services.iotjobsdataplane..");

    @ArchTest
    static final ArchRule waitingKnowsNeitherCamelNorTheSdkNorWhatItWaitsFor = noClasses()
            .that()
            .resideInAPackage("io.github.cameliot.control.await..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "software.amazon.awssdk..", "io.github.cameliot.control");

    @ArchTest
    static final ArchRule whatCamelConfiguresKnowsNoRequestsOfTheSdk = noClasses()
            .that()
            .haveNameMatching("io\\.github\\.cameliot\\.control\\.IotJobs(Component|Configuration|Endpoint|Constants)")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.iot.model..");
}
