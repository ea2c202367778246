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
package io.github.cameliot.jobsdata.hang;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the tests of all classes of this package that carry it at once, because they wait for leases to run out. The
 * first class starts them all and waits until all have ended; JUnit then gets one result after the other.
 *
 * <p>A test that fails while the machine was paused, as virtual machines are, is run once more: leases expired then, at
 * the service and in the component, and the test did not expect that.
 *
 * <p>Each test runs on an instance and a thread of its own; there are no methods before or after each. With
 * {@code -Dtest=} only the classes that it names are run, and with {@code -Dtest=Class#method} that method alone. A build
 * without {@code -Dtest} runs {@link HangTests} instead, so that only one of its JVMs starts them.
 */
final class SideBySide implements BeforeAllCallback, InvocationInterceptor {

    private static final Logger LOG = LoggerFactory.getLogger(SideBySide.class);
    private static final int LONGEST_SECONDS = 240;
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);
    private static final Map<Method, CompletableFuture<Void>> RUNS = new ConcurrentHashMap<>();
    private static final Map<Method, Long> SECONDS = new ConcurrentHashMap<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        run(classes().filter(SideBySide::isChosen));
    }

    /** All classes that carry it. */
    static Stream<Class<?>> classes() {
        return ReflectionSupport.findAllClassesInPackage(
                SideBySide.class.getPackageName(), SideBySide::isOurs, name -> true)
                .stream();
    }

    static List<Method> tests(Class<?> of) {
        return AnnotationSupport.findAnnotatedMethods(of, Test.class, HierarchyTraversalMode.TOP_DOWN);
    }

    /** Runs what has not been run, and waits until all have ended. */
    static void run(Stream<Class<?>> classes) {
        List<Method> tests = classes.flatMap(c -> tests(c).stream())
                .filter(test -> !RUNS.containsKey(test))
                .toList();
        if (!tests.isEmpty()) {
            warmUp();
            tests.forEach(test -> RUNS.put(test, start(test)));
        }
        CompletableFuture.allOf(RUNS.values().toArray(new CompletableFuture<?>[0]))
                .handle((done, failure) -> null)
                .join();
    }

    /** One job, so that no test measures how long classes take to load. */
    private static void warmUp() {
        try (TestBed bed = TestBed.open()) {
            bed.jobs(List.of("warm-up"));
            bed.worker().work("warm-up", "", exchange -> {});
            TestBed.within(60).until(() -> bed.isSucceeded("warm-up"));
        } catch (Exception e) {
            throw new IllegalStateException("Not even one job without faults succeeds.", e);
        }
    }

    private static boolean isOurs(Class<?> candidate) {
        return AnnotationSupport.findAnnotation(candidate, ExtendWith.class)
                .filter(with -> List.of(with.value()).contains(SideBySide.class))
                .isPresent();
    }

    private static boolean isChosen(Class<?> testClass) {
        String chosen = System.getProperty("test", "");
        return chosen.isEmpty()
                || chosen.contains("hang")
                || (chosen.contains(testClass.getSimpleName()) && !chosen.contains("#"));
    }

    private static CompletableFuture<Void> start(Method test) {
        CompletableFuture<Void> run = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    long startedAt = System.nanoTime();
                    try {
                        runAgainAfterPause(test);
                        run.complete(null);
                    } catch (Throwable e) { // whatever it is, it is this test's result
                        run.completeExceptionally(e);
                    } finally {
                        SECONDS.put(test, TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - startedAt));
                    }
                },
                test.getDeclaringClass().getSimpleName() + "." + test.getName());
        thread.setDaemon(true);
        thread.start();
        return run.orTimeout(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    private static void runAgainAfterPause(Method test) {
        long before = Stalls.paused();
        try {
            run(test);
        } catch (Throwable e) { // also an AssertionError
            long pause = Stalls.paused() - before;
            if (pause < PAUSE) {
                throw e;
            }
            LOG.warn("{} failed while the machine was paused for {} ms; it is run again.", test, pause / 1_000_000, e);
            run(test);
        }
    }

    private static void run(Method test) {
        ReflectionSupport.invokeMethod(test, ReflectionSupport.newInstance(test.getDeclaringClass()));
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        if (!RUNS.containsKey(method.getExecutable())) {
            invocation.proceed();
            return;
        }
        invocation.skip();
        context.publishReportEntry("seconds", String.valueOf(SECONDS.get(method.getExecutable())));
        result(method.getExecutable());
    }

    /** Throws what a test that has run has thrown. */
    static void result(Method test) throws Throwable {
        try {
            RUNS.get(test).get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            Throwable failure = cause instanceof InvocationTargetException thrown ? thrown.getTargetException() : cause;
            // JUnit gives up on all tests when one of them throws, say, an OutOfMemoryError.
            throw failure instanceof VirtualMachineError ? new AssertionError(failure) : failure;
        }
    }
}
