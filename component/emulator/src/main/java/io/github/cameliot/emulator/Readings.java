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

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How the emulator behaves where the behavior of AWS is not known and two are possible.
 *
 * <p>Start from {@link #DEFAULT} and change what a test needs: {@code
 * Readings.DEFAULT.conflictName(ConflictName.DOCUMENTATION)}.
 */
public final class Readings {

    /** The name of the error for a version conflict. */
    public enum ConflictName {
        /** {@code InvalidStateTransitionException}, the only 409 the service model declares for Update. */
        MODEL,
        /** {@code VersionMismatch}, according to the documentation of {@code expectedVersion}. */
        DOCUMENTATION
    }

    private enum Flag {
        CONFLICT_CARRIES_STATE("conflictCarriesState"),
        TERMINAL_BEFORE_VERSION("terminalBeforeVersion"),
        QUEUED_MAY_SUCCEED("queuedMaySucceed"),
        LEAVING_GROUP_ENDS_SNAPSHOT("leavingGroupEndsSnapshot"),
        NULL_MEMBERS_DROPPED("nullMembersDropped"),
        QUOTED_VALUES_TAKEN("quotedValuesTaken"),
        PENDING_LISTS_IN_PROGRESS("pendingListsInProgress"),
        ABORT_COUNTS_NOTIFIED("abortCountsNotified"),
        START_IS_NOTIFIED("startIsNotified");

        private final String option;

        /** A flag by its name in {@code --reading}. */
        Flag(String option) {
            this.option = option;
        }
    }

    /** The defaults. */
    public static final Readings DEFAULT =
            new Readings(ConflictName.MODEL, EnumSet.complementOf(EnumSet.of(Flag.QUEUED_MAY_SUCCEED)));

    private final ConflictName conflictName;
    private final Set<Flag> flags;

    private Readings(ConflictName conflictName, Set<Flag> flags) {
        this.conflictName = conflictName;
        this.flags = flags;
    }

    public ConflictName conflictName() {
        return conflictName;
    }

    /** Whether the body of a 409 of Update has {@code executionState}. */
    public boolean conflictCarriesState() {
        return flags.contains(Flag.CONFLICT_CARRIES_STATE);
    }

    /**
     * Which error is returned if the execution is terminal and the version does not match: true for the terminal state.
     */
    public boolean terminalBeforeVersion() {
        return flags.contains(Flag.TERMINAL_BEFORE_VERSION);
    }

    /** Whether an update may change QUEUED directly to SUCCEEDED. */
    public boolean queuedMaySucceed() {
        return flags.contains(Flag.QUEUED_MAY_SUCCEED);
    }

    /** Whether leaving a group removes the pending executions of SNAPSHOT jobs too, not only of CONTINUOUS ones. */
    public boolean leavingGroupEndsSnapshot() {
        return flags.contains(Flag.LEAVING_GROUP_ENDS_SNAPSHOT);
    }

    /**
     * Whether things get a job document without its members that are null. Users saw this until December 2024; the
     * current behavior is not known. The control plane shows the document as it was sent.
     */
    public boolean nullMembersDropped() {
        return flags.contains(Flag.NULL_MEMBERS_DROPPED);
    }

    /**
     * Whether StartNext and Update take numbers and booleans in quotes, like {@code "expectedVersion":"3"}, and leave
     * out status details whose value is null. Device libraries send this over MQTT, where the service accepts it; it is
     * inferred that it also does over HTTP.
     */
    public boolean quotedValuesTaken() {
        return flags.contains(Flag.QUOTED_VALUES_TAKEN);
    }

    /**
     * Whether GetPendingJobExecutions lists executions in progress. This was observed; AWS's page of quotas says that
     * they are left out.
     */
    public boolean pendingListsInProgress() {
        return flags.contains(Flag.PENDING_LISTS_IN_PROGRESS);
    }

    /**
     * Whether abort rules count all things that have the job, as the documentation says; else only those on which the
     * execution has ended, as the name {@code minNumberOfExecutedThings} suggests.
     */
    public boolean abortCountsNotified() {
        return flags.contains(Flag.ABORT_COUNTS_NOTIFIED);
    }

    /**
     * Whether the start of an execution is a message to {@code notify}, as "Jobs notifications" in the developer guide
     * says. The description of JobExecutionsChanged names only executions that join or leave the list.
     */
    public boolean startIsNotified() {
        return flags.contains(Flag.START_IS_NOTIFIED);
    }

    /** A copy with this {@link #conflictName()}. */
    public Readings conflictName(ConflictName value) {
        return new Readings(value, flags);
    }

    /** A copy with this {@link #conflictCarriesState()}. */
    public Readings conflictCarriesState(boolean value) {
        return with(Flag.CONFLICT_CARRIES_STATE, value);
    }

    /** A copy with this {@link #terminalBeforeVersion()}. */
    public Readings terminalBeforeVersion(boolean value) {
        return with(Flag.TERMINAL_BEFORE_VERSION, value);
    }

    /** A copy with this {@link #queuedMaySucceed()}. */
    public Readings queuedMaySucceed(boolean value) {
        return with(Flag.QUEUED_MAY_SUCCEED, value);
    }

    /** A copy with this {@link #leavingGroupEndsSnapshot()}. */
    public Readings leavingGroupEndsSnapshot(boolean value) {
        return with(Flag.LEAVING_GROUP_ENDS_SNAPSHOT, value);
    }

    /** A copy with this {@link #nullMembersDropped()}. */
    public Readings nullMembersDropped(boolean value) {
        return with(Flag.NULL_MEMBERS_DROPPED, value);
    }

    /** A copy with this {@link #quotedValuesTaken()}. */
    public Readings quotedValuesTaken(boolean value) {
        return with(Flag.QUOTED_VALUES_TAKEN, value);
    }

    /** A copy with this {@link #abortCountsNotified()}. */
    public Readings abortCountsNotified(boolean value) {
        return with(Flag.ABORT_COUNTS_NOTIFIED, value);
    }

    /** A copy with this {@link #pendingListsInProgress()}. */
    public Readings pendingListsInProgress(boolean value) {
        return with(Flag.PENDING_LISTS_IN_PROGRESS, value);
    }

    /** A copy with this {@link #startIsNotified()}. */
    public Readings startIsNotified(boolean value) {
        return with(Flag.START_IS_NOTIFIED, value);
    }

    private Readings with(Flag flag, boolean value) {
        EnumSet<Flag> changed = EnumSet.copyOf(flags);
        if (value) {
            changed.add(flag);
        } else {
            changed.remove(flag);
        }
        return new Readings(conflictName, changed);
    }

    /**
     * A copy with one reading changed, with name and value as text, like {@code conflictName=DOCUMENTATION}.
     *
     * @throws IllegalArgumentException if there is no such reading or value; the message lists the possible ones
     */
    Readings with(String nameAndValue) {
        String[] words = nameAndValue.split("=", 2);
        String value = words.length == 2 ? words[1] : "";
        if (words[0].equals("conflictName")) {
            return conflictName(name(value));
        }
        Flag flag = Arrays.stream(Flag.values())
                .filter(known -> known.option.equals(words[0]))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("--reading %s is not possible. The names are conflictName, %s."
                                .formatted(nameAndValue, names())));
        return with(flag, bool(nameAndValue, value));
    }

    private static String names() {
        return Arrays.stream(Flag.values()).map(flag -> flag.option).collect(Collectors.joining(", "));
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
}
