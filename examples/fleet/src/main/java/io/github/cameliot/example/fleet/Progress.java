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
package io.github.cameliot.example.fleet;

import io.github.cameliot.example.support.Formats;
import io.github.cameliot.example.support.Terminal;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows the progress: by a bar on a terminal, elsewhere by a line every two seconds. */
sealed interface Progress extends AutoCloseable {

    void show(int ended);

    /**
     * Shows that something happened.
     *
     * @param sentence what
     * @param now the new state, short enough to stand beside a bar
     */
    void say(String sentence, String now);

    @Override
    void close();

    static Progress of(int jobs) {
        return Terminal.isTerminal() ? new Bar(jobs) : new Lines(jobs);
    }

    /** On a terminal. */
    final class Bar implements Progress {

        private final Estimate estimate = new Estimate();
        private final long start = System.nanoTime();
        private final ProgressBar bar;
        private String now = "";

        Bar(int jobs) {
            ProgressBarStyle style = ProgressBarStyle.COLORFUL_UNICODE_BLOCK;
            bar = new ProgressBarBuilder()
                    .setTaskName("Jobs")
                    .setInitialMax(jobs)
                    .setStyle(Terminal.canShow("\u2588\u258f\u2502") ? style : ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(100)
                    // By the last seconds: the bar's own estimate is by the whole run, whose start is slow.
                    .setEtaFunction(state -> estimate.remaining(jobs))
                    .build();
        }

        @Override
        public void show(int ended) {
            estimate.add(Duration.ofNanos(System.nanoTime() - start), ended);
            bar.stepTo(ended);
            bar.setExtraMessage(" " + Formats.grouped(Math.round(estimate.perSecond())) + " a second" + now);
        }

        @Override
        public void say(String sentence, String now) {
            this.now = ", " + now;
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    /** Where there is no terminal. */
    final class Lines implements Progress {

        private static final Logger LOG = LoggerFactory.getLogger(Progress.class);
        private static final Duration EVERY = Duration.ofSeconds(2);

        private final int jobs;
        private long saidAt = System.nanoTime();

        Lines(int jobs) {
            this.jobs = jobs;
        }

        @Override
        public void show(int ended) {
            if (System.nanoTime() - saidAt > EVERY.toNanos()) {
                saidAt = System.nanoTime();
                LOG.info("{} of {} jobs have ended.", Formats.grouped(ended), Formats.grouped(jobs));
            }
        }

        @Override
        public void say(String sentence, String now) {
            LOG.info(sentence);
        }

        @Override
        public void close() {
            // nothing to close
        }
    }
}
