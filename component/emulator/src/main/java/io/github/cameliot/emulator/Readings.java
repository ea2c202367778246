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
 * Where what is known about AWS leaves two answers possible: which one the emulator gives.
 *
 * <p>Start from {@link #DEFAULT} and change what a test is about:
 * {@code Readings.DEFAULT.conflictName(ConflictName.DOCUMENTATION)}.
 */
public final class Readings {

    /** How the error of a version conflict calls itself. */
    public enum ConflictName {
        /** {@code InvalidStateTransitionException}, the only 409 the service model declares for Update. */
        MODEL,
        /** {@code VersionMismatch}, as the text of {@code expectedVersion} says. */
        DOCUMENTATION
    }

    /** What the emulator does unless told otherwise. */
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

    /** Whether a terminal execution is told before a version that does not match, when both hold. */
    public boolean terminalBeforeVersion() {
        return flags.terminalBeforeVersion;
    }

    /** Whether QUEUED may become SUCCEEDED without IN_PROGRESS between. */
    public boolean queuedMaySucceed() {
        return flags.queuedMaySucceed;
    }

    /** Whether a thing that leaves a group loses the executions of SNAPSHOT jobs too, not of CONTINUOUS ones only. */
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
     * @throws IllegalArgumentException when there is no such reading or no such value of it; the message says which there are
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
