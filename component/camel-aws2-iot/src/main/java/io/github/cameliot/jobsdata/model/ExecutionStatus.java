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
package io.github.cameliot.jobsdata.model;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The status of a job execution.
 *
 * <p>Source: JobExecutionStatus, service model 2017-09-29.
 */
public enum ExecutionStatus {
    QUEUED(false, false),
    IN_PROGRESS(true, false),
    SUCCEEDED(true, true),
    FAILED(true, true),
    REJECTED(true, true),
    TIMED_OUT(false, true),
    CANCELED(false, true),
    REMOVED(false, true),
    /** A status that the service sent and that is none of the above: it is newer than this code. */
    UNKNOWN(false, false);

    private static final ExecutionStatus[] ALL = values();

    private final boolean settable;
    private final boolean terminal;

    ExecutionStatus(boolean settable, boolean terminal) {
        this.settable = settable;
        this.terminal = terminal;
    }

    /** Whether a worker may set it. */
    public boolean isSettable() {
        return settable;
    }

    /** Whether an execution in this status never changes again. */
    public boolean isTerminal() {
        return terminal;
    }

    /** The status that the service sent; {@link #UNKNOWN} for one that is not known here, or null. */
    public static ExecutionStatus of(String text) {
        for (ExecutionStatus status : ALL) {
            if (status.name().equals(text)) {
                return status;
            }
        }
        return UNKNOWN;
    }

    /**
     * A status that a worker may set: IN_PROGRESS, SUCCEEDED, FAILED or REJECTED, in any case.
     *
     * @param name the name of the option or header, for the error message
     * @throws IllegalArgumentException for any other text
     */
    public static ExecutionStatus settable(String name, String text) {
        String stripped = text.strip();
        for (ExecutionStatus status : ALL) {
            if (status.settable && status.name().equalsIgnoreCase(stripped)) {
                return status;
            }
        }
        throw new IllegalArgumentException(name + "=" + Names.line(text)
                + " is not a status that a worker may set. Use one of "
                + Arrays.stream(ALL).filter(s -> s.settable).map(Enum::name).collect(Collectors.joining(", ")) + ".");
    }
}
