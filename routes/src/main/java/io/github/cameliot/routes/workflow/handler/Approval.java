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
package io.github.cameliot.routes.workflow.handler;

import io.github.cameliot.jobsdata.model.OneLine;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job waits for, and who approved it, as written in the status detail {@code approval}:
 *
 * <pre>waiting step=5 until=2026-12-01T10:00:00Z name=confirm
 * approved step=5 at=2026-12-01T08:12:40Z by=alice</pre>
 *
 * @param step the position of the step in the document, from 1
 * @param time the deadline of one that waits, else when it was decided; whole seconds
 * @param text the name of the step of one that waits, else who decided; one line
 */
record Approval(State state, int step, Instant time, String text) {

    enum State {
        waiting("until", "name"),
        approved("at", "by"),
        rejected("at", "by");

        private final String time;
        private final String text;

        State(String time, String text) {
            this.time = time;
            this.text = text;
        }
    }

    private static final Pattern FORMAT =
            Pattern.compile("(waiting|approved|rejected) step=(\\d{1,6}) (until|at)=(\\S{1,40}) (name|by)=(.*)");
    private static final int LONGEST_TEXT = 100;

    Approval {
        text = OneLine.of(text, LONGEST_TEXT).strip();
    }

    String format() {
        return state + " step=" + step + " " + state.time + "=" + time + " " + state.text + "=" + text;
    }

    /** The approval in the details; empty if there is none that this version can read. */
    static Optional<Approval> in(Map<?, ?> statusDetails) {
        Object detail = statusDetails.get(HandlerConstants.APPROVAL_DETAIL);
        Matcher format = FORMAT.matcher(detail == null ? "" : detail.toString());
        if (!format.matches()) {
            return Optional.empty();
        }
        State state = State.valueOf(format.group(1));
        if (!state.time.equals(format.group(3)) || !state.text.equals(format.group(5))) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Approval(
                    state, Integer.parseInt(format.group(2)), Instant.parse(format.group(4)), format.group(6)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
