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

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;

/** The arrows: root -> session -> client -> model, and HTTP alone between component and emulator. */
@AnalyzeClasses(packages = "io.github.cameliot", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.cameliot.jobsdata";
    private static final String[] JAVA = {"java..", "javax.."};
    private static final String[] INSIDE = {
        ROOT + ".session",
        ROOT + ".poll",
        ROOT + ".claim",
        ROOT + ".lease",
        ROOT + ".outcome",
        ROOT + ".rate",
        ROOT + ".counters",
        ROOT + ".runtime",
        ROOT + ".push",
        "com.fasterxml.jackson.core..",
        "org.slf4j"
    };

    @ArchTest
    static final ArchRule modelKnowsOnlyJava = classes()
            .that()
            .resideInAPackage(ROOT + ".model")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(ROOT + ".model")));

    @ArchTest
    static final ArchRule clientKnowsTheSdkAndModel = classes()
            .that()
            .resideInAPackage(ROOT + ".client")
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(with(
                    ROOT + ".client",
                    ROOT + ".model",
                    "software.amazon.awssdk..",
                    "org.apache.http.conn..", // the SDK's HTTP client takes the sockets of sslContextParameters so
                    "org.apache.http.protocol..",
                    "com.fasterxml.jackson.core..",
                    "org.slf4j")));

    @ArchTest
    static final ArchRule nobodyUsesTheJsonOfTheSdk = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.protocols..")
            .because("it is no public API");

    @ArchTest
    static final ArchRule theInsideKnowsNeitherCamelNorTheSdk = classes()
            .that()
            .resideInAnyPackage(INSIDE)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                    with(with(INSIDE), ROOT + ".client", ROOT + ".model", "software.amazon.awssdk.crt..")));

    @ArchTest
    static final ArchRule onlyTheConnectionOfPushKnowsTheClientThatMayBeMissing = noClasses()
            .that()
            .haveNameNotMatching(".*\\.push\\.(Crt\\w*|HandshakeSigner)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.crt..")
            .because("an application without it must load nothing of it");

    @ArchTest
    static final ArchRule pollsKnowNothingOfMqtt = noClasses()
            .that()
            .resideInAPackage(ROOT + ".poll")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".push");

    @ArchTest
    static final ArchRule onlyRootKnowsCamel = noClasses()
            .that()
            .resideInAnyPackage(with(INSIDE, ROOT + ".model", ROOT + ".client"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", ROOT);

    @ArchTest
    static final ArchRule requestsOfTheSdkStayInClient = noClasses()
            .that()
            .resideInAPackage(ROOT)
            .and()
            .doNotHaveSimpleName("IotJobsDataProducer")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk.services.iotjobsdataplane.model..")
            .because("pojoRequest in the producer is the one exception");

    @ArchTest
    static final ArchRule onlyMetricsKnowsMicrometer = noClasses()
            .that()
            .resideOutsideOfPackage(ROOT + ".metrics")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.micrometer..")
            .because("an application without Micrometer must load nothing of it");

    @ArchTest
    static final ArchRule packagesFormNoCycle =
            slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule classesOfTheInsideFormNoCycle =
            slices().assignedFrom(new TopLevelClasses(INSIDE)).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule theInsideDoesNotKnowWhatUsesIt = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + ".options", ROOT + ".jdbc", ROOT + ".exchange", ROOT + ".operation", ROOT + ".metrics")
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                    ROOT.replace(".", "\\.")
                            + "\\.(IotJobsData(Component|Endpoint|Consumer|Producer)|EndpointWorker|JobExchanges|ManagedJobsConsumer)");

    @ArchTest
    static final ArchRule onlySpanDecoratorsKnowTheTelemetryThatMayBeMissing = noClasses()
            .that()
            .haveNameNotMatching(".*\\.tracing\\.\\w*SpanDecorator(\\$.*)?")
            .should()
            .dependOnClassesThat(resideInAPackage("org.apache.camel.telemetry..")
                    .or(nameMatching(".*\\.tracing\\.\\w*SpanDecorator(\\$.*)?")));

    @ArchTest
    static final ArchRule componentDoesNotKnowTheEmulator = noClasses()
            .that()
            .resideInAPackage(ROOT + "..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.cameliot.emulator..");

    @ArchTest
    static final ArchRule emulatorKnowsNeitherCamelNorTheComponentNorTheSdk = noClasses()
            .that()
            .resideInAPackage("io.github.cameliot.emulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", ROOT + "..", "software.amazon.awssdk..");

    /** Each class with its nested ones is a slice: no two of them may know each other. */
    private record TopLevelClasses(String... packages) implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            String name = javaClass.getName().replaceAll("\\$.*", "");
            return List.of(packages).contains(javaClass.getPackageName())
                    ? SliceIdentifier.of(name)
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each class of the inside, with its nested ones";
        }
    }

    private static String[] with(String... packages) {
        return with(JAVA, packages);
    }

    private static String[] with(String[] some, String... others) {
        return java.util.stream.Stream.of(some, others)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }
}
