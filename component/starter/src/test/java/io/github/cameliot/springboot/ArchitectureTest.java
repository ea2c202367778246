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

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The arrows: starter -> components, and Spring here alone. */
@AnalyzeClasses(packages = "io.github.cameliot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule onlyTheStarterKnowsSpring = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.cameliot.springboot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "org.apache.camel.spring..", "io.github.cameliot.springboot..");

    @ArchTest
    static final ArchRule theStarterKnowsNoEmulator = noClasses()
            .that()
            .resideInAPackage("io.github.cameliot.springboot..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.cameliot.emulator..");

    @ArchTest
    static final ArchRule theStarterKeepsOffWhatSpringBoot4HasMoved = noClasses()
            .that()
            .resideInAPackage("io.github.cameliot.springboot..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework.boot.actuate..",
                    "org.springframework.boot.health..",
                    "org.springframework.boot.autoconfigure.jdbc..")
            .because("one jar is for Spring Boot 3 and 4");
}
