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
package io.github.cameliot.benchmarks.calls;

import com.sun.management.ThreadMXBean;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * All variants of one operation in one process. Each iteration is a slice of a few calls of one variant; the variants
 * take turns, in an order that is shuffled again for each turn.
 *
 * <p>There is not one process for each variant, because the compiler inlines the SDK's call differently in each
 * process, and this changes the result more than a producer does. In one process all variants share that code, and the
 * slices of one turn share the state of the machine. Slices are short, because a busy machine does not change much
 * within a few milliseconds. A slice is a number of calls and not a time, and the compiler does not run in parallel
 * (see {@link Round}), so a busy machine makes the warm-up longer, not shorter.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CallBenchmark {

    private static final CompilationMXBean COMPILER = ManagementFactory.getCompilationMXBean();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Param("describe")
    public String operation;

    @Param("1")
    public long seed;

    private final Map<Setting, CamelCalls> contexts = new EnumMap<>(Setting.class);
    private final List<Call> calls = new ArrayList<>();
    private final List<Integer> turns = new ArrayList<>();
    private Random random;
    private int variant;
    private Call current;
    private long count;
    private long cpuBefore;
    private long bytesBefore;
    private long compiledBefore;

    /** The CPU time and bytes of one slice, and its variant: an index into {@link Variant#of}. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Slice {
        public long variant;
        public long calls;
        public long cpuNanos;
        public long bytes;
        public long compileMillis;
    }

    @Setup(Level.Trial)
    public void begin() throws Exception {
        random = new Random(seed);
        Operation called = Operation.valueOf(operation);
        Clients clients = new Clients();
        for (Setting setting : Setting.values()) {
            contexts.put(setting, new CamelCalls(called, clients, setting));
        }
        for (Variant each : Variant.of(called)) {
            calls.add(each.caller().isCamel() ? contexts.get(each.setting()).of(each) : called.raw(clients));
        }
    }

    @TearDown(Level.Trial)
    public void end() throws Exception {
        for (CamelCalls context : contexts.values()) {
            context.close();
        }
    }

    @Setup(Level.Iteration)
    public void beginSlice() {
        if (turns.isEmpty()) {
            for (int i = 0; i < calls.size(); i++) {
                turns.add(i);
            }
            Collections.shuffle(turns, random);
        }
        variant = turns.remove(0);
        current = calls.get(variant);
        count = 0;
        compiledBefore = COMPILER.getTotalCompilationTime();
        bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        cpuBefore = THREADS.getCurrentThreadCpuTime();
    }

    @TearDown(Level.Iteration)
    public void endSlice(Slice slice) {
        slice.cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuBefore;
        slice.bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        slice.compileMillis = COMPILER.getTotalCompilationTime() - compiledBefore;
        slice.calls = count;
        slice.variant = variant;
    }

    @Benchmark
    public Object call() throws Exception {
        count++;
        return current.call();
    }
}
