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
package io.github.cameliot.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cameliot.control.IotJobsComponent;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.jobsdata.IotJobsDataComponent;
import io.github.cameliot.routes.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each jar of ours, or the folder that becomes one, carries the licence and the notice. */
class LicenceTest {

    private static final Path ROOT = Path.of("..");

    @ParameterizedTest
    @ValueSource(
            classes = {
                IotJobsDataComponent.class,
                IotJobsComponent.class,
                JobsEmulator.class,
                TemplateCheck.class,
                EmbeddedKafka.class
            })
    void eachJarHasLicenceAndNotice(Class<?> of) throws IOException {
        URL jar = of.getProtectionDomain().getCodeSource().getLocation();

        assertThat(text(jar, "META-INF/LICENSE")).isEqualTo(Files.readString(ROOT.resolve("LICENSE")));
        assertThat(text(jar, "META-INF/NOTICE")).isEqualTo(Files.readString(ROOT.resolve("component/NOTICE")));
    }

    private static String text(URL jar, String name) throws IOException {
        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar}, null);
                InputStream in = loader.getResourceAsStream(name)) {
            assertThat(in).as("%s in %s", name, jar).isNotNull();
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
