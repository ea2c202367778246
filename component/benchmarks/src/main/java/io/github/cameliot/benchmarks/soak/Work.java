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
package io.github.cameliot.benchmarks.soak;

import java.util.Random;

/**
 * What the route of a job must do, as written in the job document.
 *
 * @param millis how long it takes
 */
record Work(long millis, End end) {

    /** How the route ends. */
    enum End {
        /** Without an exception. */
        SUCCEED,
        /** The same, after a progress update in the middle. */
        PROGRESS,
        /** By its own terminal update. */
        REPORT,
        /** With an exception. */
        FAIL,
        /** With a JobRejectedException. */
        REJECT
    }

    /**
     * Most jobs are short. With faults, some report progress, and in a soak longer than a lease one in ten lasts longer
     * than a heartbeat interval.
     */
    static Work random(Random random, Settings settings) {
        boolean faults = settings.faults();
        long millis = 10L + random.nextInt(290);
        if (faults && !settings.isShort() && random.nextInt(10) == 0) {
            millis = 3_000L + random.nextInt(6_000);
        }
        int dice = random.nextInt(20);
        End end = dice < 11
                ? End.SUCCEED
                : dice < 14
                        ? (faults ? End.PROGRESS : End.SUCCEED)
                        : dice < 16 ? End.REPORT : dice < 18 ? End.FAIL : End.REJECT;
        return new Work(millis, end);
    }

    static Work parse(String document) {
        String[] words = document.split(" ");
        return new Work(Long.parseLong(words[0]), End.valueOf(words[1]));
    }

    String document() {
        return millis + " " + end;
    }
}
