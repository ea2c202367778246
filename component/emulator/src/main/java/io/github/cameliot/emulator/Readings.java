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
package io.github.cameliot.emulator;

import java.util.function.UnaryOperator;

/**
 * What the emulator does where the behavior of AWS is not known and two are possible.
 *
 * <p>Start from {@link #DEFAULT} and change what a test is about:
 * {@code Readings.DEFAULT.conflictName(ConflictName.DOCUMENTATION)}.
 */
public final class Readings {

    /** The name of the error for a version conflict. */
    public enum ConflictName {
        /** {@code InvalidStateTransitionException}, the only 409 the service model declares for Update. */
        MODEL,
        /** {@code VersionMismatch}, as the text of {@code expectedVersion} says. */
        DOCUMENTATION
    }

    /** The defaults. */
    public static final Readings DEFAULT = new Readings(new Flags(ConflictName.MODEL, true, true, false, true));

    private record Flags(
            ConflictName conflictName,
            boolean conflictCarriesState,
            boolean terminalBeforeVersion,
            boolean queuedMaySucceed,
            boolean leavingGroupEndsSnapshot) {}

    private final Flags flags;

    private Readings(Flags flags) {
        this.flags = flags;
    }

    public ConflictName conflictName() {
        return flags.conflictName;
    }

    /** Whether the body of a 409 of Update has {@code executionState}. */
    public boolean conflictCarriesState() {
        return flags.conflictCarriesState;
    }

    /** Which error wins when the execution is terminal and the version does not match: true for the terminal state. */
    public boolean terminalBeforeVersion() {
        return flags.terminalBeforeVersion;
    }

    /** Whether an update may change QUEUED directly to SUCCEEDED. */
    public boolean queuedMaySucceed() {
        return flags.queuedMaySucceed;
    }

    /** Whether leaving a group removes the pending executions of SNAPSHOT jobs too, not only of CONTINUOUS ones. */
    public boolean leavingGroupEndsSnapshot() {
        return flags.leavingGroupEndsSnapshot;
    }

    public Readings conflictName(ConflictName value) {
        return with(f -> new Flags(
                value,
                f.conflictCarriesState,
                f.terminalBeforeVersion,
                f.queuedMaySucceed,
                f.leavingGroupEndsSnapshot));
    }

    public Readings conflictCarriesState(boolean value) {
        return with(f -> new Flags(
                f.conflictName, value, f.terminalBeforeVersion, f.queuedMaySucceed, f.leavingGroupEndsSnapshot));
    }

    public Readings terminalBeforeVersion(boolean value) {
        return with(f -> new Flags(
                f.conflictName, f.conflictCarriesState, value, f.queuedMaySucceed, f.leavingGroupEndsSnapshot));
    }

    public Readings queuedMaySucceed(boolean value) {
        return with(f -> new Flags(
                f.conflictName, f.conflictCarriesState, f.terminalBeforeVersion, value, f.leavingGroupEndsSnapshot));
    }

    public Readings leavingGroupEndsSnapshot(boolean value) {
        return with(f ->
                new Flags(f.conflictName, f.conflictCarriesState, f.terminalBeforeVersion, f.queuedMaySucceed, value));
    }

    /**
     * The same with one reading changed, both written as text, like {@code conflictName=DOCUMENTATION}.
     *
     * @throws IllegalArgumentException if there is no such reading or value; the message lists those there are
     */
    Readings with(String nameAndValue) {
        String[] words = nameAndValue.split("=", 2);
        String value = words.length == 2 ? words[1] : "";
        return switch (words[0]) {
            case "conflictName" -> conflictName(name(value));
            case "conflictCarriesState" -> conflictCarriesState(bool(nameAndValue, value));
            case "terminalBeforeVersion" -> terminalBeforeVersion(bool(nameAndValue, value));
            case "queuedMaySucceed" -> queuedMaySucceed(bool(nameAndValue, value));
            case "leavingGroupEndsSnapshot" -> leavingGroupEndsSnapshot(bool(nameAndValue, value));
            default ->
                throw new IllegalArgumentException(
                        "--reading %s is not possible. The names are conflictName, conflictCarriesState, terminalBeforeVersion, queuedMaySucceed and leavingGroupEndsSnapshot."
                                .formatted(nameAndValue));
        };
    }

    private static ConflictName name(String value) {
        if (!value.equals("MODEL") && !value.equals("DOCUMENTATION")) {
            throw new IllegalArgumentException(
                    "--reading conflictName=%s is not possible. Use MODEL or DOCUMENTATION.".formatted(value));
        }
        return ConflictName.valueOf(value);
    }

    private static boolean bool(String nameAndValue, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException(
                    "--reading %s is not possible. Use true or false.".formatted(nameAndValue));
        }
        return value.equals("true");
    }

    private Readings with(UnaryOperator<Flags> change) {
        return new Readings(change.apply(flags));
    }
}
