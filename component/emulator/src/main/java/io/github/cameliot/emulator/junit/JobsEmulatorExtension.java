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
package io.github.cameliot.emulator.junit;

import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.JobsEmulatorBuilder;
import io.github.cameliot.emulator.ManualClock;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts an emulator for tests, and closes it after them.
 *
 * <pre>{@code
 * @ExtendWith(JobsEmulatorExtension.class)
 * class PumpTest {
 *     @Test
 *     void runsItsJob(JobsEmulator emulator, ManualClock clock) { ... }
 * }
 * }</pre>
 *
 * <p>Each test has its own emulator; an emulator that is a parameter of {@code @BeforeAll} or of the constructor is
 * shared by all tests of the class. If a {@link ManualClock} is a parameter there too, it is the clock of the emulator;
 * otherwise the emulator uses real time. For other settings, register it: {@code @RegisterExtension
 * JobsEmulatorExtension emulator = JobsEmulatorExtension.with(builder -> builder.region("eu-west-1"))}.
 */
public final class JobsEmulatorExtension implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(JobsEmulatorExtension.class);

    private final UnaryOperator<JobsEmulatorBuilder> settings;

    public JobsEmulatorExtension() {
        this(UnaryOperator.identity());
    }

    private JobsEmulatorExtension(UnaryOperator<JobsEmulatorBuilder> settings) {
        this.settings = Objects.requireNonNull(settings, "settings");
    }

    /** An extension whose emulators are built with these settings. The clock depends on the parameters of the test. */
    public static JobsEmulatorExtension with(UnaryOperator<JobsEmulatorBuilder> settings) {
        return new JobsEmulatorExtension(settings);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == JobsEmulator.class || type == ManualClock.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Running running = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(Running.class, key -> start(hasClock(parameter)), Running.class);
        if (parameter.getParameter().getType() == JobsEmulator.class) {
            return running.emulator();
        }
        if (running.clock() == null) {
            throw new ParameterResolutionException(
                    "The emulator runs in real time: declare the ManualClock parameter where the JobsEmulator is "
                            + "first declared");
        }
        return running.clock();
    }

    private static boolean hasClock(ParameterContext parameter) {
        return Arrays.asList(parameter.getDeclaringExecutable().getParameterTypes())
                .contains(ManualClock.class);
    }

    private Running start(boolean manual) {
        ManualClock clock = manual ? new ManualClock() : null;
        JobsEmulatorBuilder builder = settings.apply(JobsEmulator.builder());
        return new Running(manual ? builder.clock(clock).start() : builder.start(), clock);
    }

    /** JUnit closes the values of a store at the end of the test or class. */
    private record Running(JobsEmulator emulator, ManualClock clock) implements AutoCloseable {

        @Override
        public void close() {
            emulator.close();
        }
    }
}
