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

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StoryTest {

    private final AtomicLong nanos = new AtomicLong();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Story story = new Story(new PrintStream(printed, true), nanos::get);

    private List<String> lines() {
        return printed.toString().lines().toList();
    }

    private void secondsPass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void eachSentenceHasTheTimeOfDay() {
        story.say("Act one.");

        assertThat(lines()).singleElement().asString().matches("scenario \\| \\d\\d:\\d\\d:\\d\\d Act one\\.");
    }

    @Test
    void afterSixSecondsWithoutALineItSaysWhatItWaitsFor() throws Exception {
        secondsPass(6);

        story.until("the job has ended", Duration.ofSeconds(20), () -> !lines().isEmpty());

        assertThat(lines()).singleElement().asString().endsWith(" Waiting for this: the job has ended.");
    }

    @Test
    void whatOthersPrintIsNoSilence() {
        secondsPass(4);
        story.out().println("worker-a | INFO");
        secondsPass(4);

        story.breakSilence("the job has ended");

        assertThat(lines()).containsExactly("worker-a | INFO");
    }

    @Test
    void theNextFiveSecondsBeginWithThatLine() {
        secondsPass(6);
        story.breakSilence("the job has ended");
        secondsPass(4);

        story.breakSilence("the job has ended");

        assertThat(lines()).hasSize(1);
    }
}
