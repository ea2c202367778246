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
package io.github.cameliot.example.support;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Tells what a scenario does, a line with the time for each step, and what it waits for when nothing is printed for long. */
public final class Story {

    private static final long LONGEST_SILENCE = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final LongSupplier nanos;
    private volatile long printedAt;

    public Story(PrintStream out) {
        this(out, System::nanoTime);
    }

    Story(PrintStream out, LongSupplier nanos) {
        this.nanos = nanos;
        this.out = new PrintStream(new Noting(out), true);
        this.printedAt = nanos.getAsLong();
    }

    /** Where all else is printed that belongs to the story. */
    public PrintStream out() {
        return out;
    }

    public void say(String sentence) {
        out.printf("scenario | %s %s%n", Formats.now(), sentence);
    }

    /**
     * Waits until a condition holds.
     *
     * @param what the condition in words
     * @throws ScenarioException when it does not hold in time
     */
    public void until(String what, Duration atMost, Callable<Boolean> condition) throws Exception {
        Wait.until(what, atMost, spoken(what, condition));
    }

    /**
     * Waits until a condition holds, as long as a process lives.
     *
     * @param what the condition in words
     * @throws ScenarioException when it does not hold in time, or the process has ended before
     */
    public void until(String what, Duration atMost, ChildProcess process, Callable<Boolean> condition)
            throws Exception {
        Wait.until(what, atMost, process, spoken(what, condition));
    }

    private Callable<Boolean> spoken(String what, Callable<Boolean> condition) {
        return () -> {
            if (condition.call()) {
                return true;
            }
            breakSilence(what);
            return false;
        };
    }

    /** Says what is waited for, if nothing was printed for five seconds. */
    public void breakSilence(String what) {
        if (nanos.getAsLong() - printedAt > LONGEST_SILENCE) {
            say("Waiting for this: " + what + ".");
        }
    }

    /** Notes when something was printed. */
    private final class Noting extends FilterOutputStream {

        private Noting(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            printedAt = nanos.getAsLong();
            out.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            printedAt = nanos.getAsLong();
            out.write(bytes, from, length);
        }
    }
}
