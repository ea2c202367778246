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
package io.github.cameliot.emulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.netty.handler.codec.http.QueryStringDecoder;

/** The arrows between packages, and what the emulator must not know. */
@AnalyzeClasses(packagesOf = JobsEmulator.class, importOptions = ImportOption.DoNotIncludeTests.class)
class PackagesTest {

    private static final String ROOT = "io.github.cameliot.emulator";

    @ArchTest
    static final ArchRule arrowsPointDown = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("junit")
            .definedBy(ROOT + ".junit")
            .layer("http")
            .definedBy(ROOT + ".http")
            .layer("mqtt socket")
            .definedBy(ROOT + ".mqtt.socket")
            .layer("broker")
            .definedBy(ROOT + ".mqtt")
            .layer("dispatcher")
            .definedBy(ROOT + ".edge")
            .layer("operations")
            .definedBy(ROOT + ".data", ROOT + ".control", ROOT + ".admin")
            .layer("auth")
            .definedBy(ROOT + ".auth")
            .layer("fault")
            .definedBy(ROOT + ".fault")
            .layer("wire")
            .definedBy(ROOT + ".wire")
            .layer("core")
            .definedBy(ROOT + ".core")
            .whereLayer("junit")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("http")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("mqtt socket")
            .mayOnlyBeAccessedByLayers("http")
            .whereLayer("broker")
            .mayOnlyBeAccessedByLayers("http", "mqtt socket")
            .whereLayer("dispatcher")
            .mayOnlyBeAccessedByLayers("http", "broker")
            .whereLayer("operations")
            .mayOnlyBeAccessedByLayers("dispatcher", "broker")
            .whereLayer("auth")
            .mayOnlyBeAccessedByLayers("dispatcher")
            .whereLayer("fault")
            .mayOnlyBeAccessedByLayers("dispatcher", "broker")
            .whereLayer("wire")
            .mayOnlyBeAccessedByLayers("http", "broker", "dispatcher", "operations", "auth");

    @ArchTest
    static final ArchRule theCoreKnowsNeitherHttpNorJson = noClasses()
            .that()
            .resideInAPackage(ROOT + ".core")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "io.netty..", "com.fasterxml..", "java.net..");

    @ArchTest
    static final ArchRule onlyTheSocketsKnowVertx = noClasses()
            .that()
            .resideOutsideOfPackages(ROOT + ".http", ROOT + ".mqtt.socket")
            .should()
            .dependOnClassesThat(
                    resideInAnyPackage("io.vertx..", "io.netty..").and(not(belongToAnyOf(QueryStringDecoder.class))));

    @ArchTest
    static final ArchRule nothingKnowsCamelOrTheSdk = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "software.amazon..", "io.github.cameliot.jobsdata..");
}
