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
package io.github.cameliot.jobsdata;

import static io.github.cameliot.jobsdata.ConsoleTable.shown;

import io.github.cameliot.jobsdata.ConsoleTable.Column;
import io.github.cameliot.jobsdata.model.OneLine;
import io.github.cameliot.jobsdata.push.PushStatus;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.camel.util.json.JsonObject;

/** {@link ConsoleData} as text for a terminal. */
final class ConsoleText {

    private static final String INDENT = "    ";
    private static final int LONGEST = 500;

    private static final List<Column> JOBS = List.of(
            new Column("THING", "thing"),
            new Column("JOB", "jobId"),
            new Column("ROUTE", "routeId"),
            new Column("EXECUTION", "executionNumber"),
            new Column("ATTEMPT", "attempt"),
            new Column("STATE", "state"),
            new Column("AGE", "ageSeconds"),
            new Column("LEASE LEFT", "leaseLeftSeconds"),
            new Column("TIMES OUT IN", "timesOutInSeconds"),
            new Column("FAILS WITH", "failure"));

    private static final List<Column> BLOCKED = List.of(
            new Column("THING", "thing"),
            new Column("JOB", "jobId"),
            new Column("EXECUTION", "executionNumber"),
            new Column("OWNER", "owner"),
            new Column("ATTEMPT", "attempt"),
            new Column("LAST UPDATE", "lastUpdateAgeSeconds"),
            new Column("TAKE-OVER IN", "takeOverInSeconds"));

    private static final List<Column> ERRORS = List.of(
            new Column("THING", "thing"),
            new Column("TIMES", "times"),
            new Column("FIRST", "first"),
            new Column("LAST", "last"),
            new Column("FAILS NOW", "fails"),
            new Column("WHAT", "what"));

    private static final List<Column> OUTCOMES = List.of(new Column("KEY", "key"), new Column("WHY", "why"));

    private final StringBuilder text = new StringBuilder();

    /** @param data as {@link ConsoleData#read} returns it */
    static String of(JsonObject data) {
        ConsoleText console = new ConsoleText();
        console.table("", "Jobs", data.get("jobsOpen"), data.get("jobs"), JOBS);
        rows(data.get("consumers")).forEach(console::consumer);
        console.counters((Map<?, ?>) data.get("counters"));
        return console.text.toString();
    }

    /** The counters above zero: most of them stay at zero. */
    private void counters(Map<?, ?> counters) {
        text.append("\nCounters, without those at zero\n");
        counters.forEach((name, count) -> {
            if (!count.equals(0L)) {
                text.append(INDENT).append("%-28s%12s".formatted(name, count)).append('\n');
            }
        });
    }

    private void consumer(Map<?, ?> c) {
        text.append("\nConsumer of route ").append(shown("routeId", c.get("routeId")));
        text.append(": ").append(c.get("state")).append('\n');
        line("Service", shown("service", c.get("service")));
        if (c.get("thingsListFailure") != null) {
            line("Things bean", "fails since " + c.get("thingsListFailingSince") + ": " + c.get("thingsListFailure"));
        }
        if (c.get("things") != null) {
            line(
                    "Things",
                    c.get("things") + ": " + c.get("jobsRunning") + " with a job that runs (at most "
                            + c.get("maxInFlight") + "), " + c.get("thingsPolled") + " being polled, "
                            + c.get("thingsWaiting")
                            + " waiting, " + c.get("thingsDue") + " of them due");
            line(
                    "Next poll",
                    c.get("nextThing") == null ? "-" : c.get("nextThing") + " in " + time(c, "nextInSeconds"));
            line(
                    "Last response",
                    c.get("lastResponse") == null
                            ? "-"
                            : c.get("lastResponse") + ", " + time(c, "lastResponseAgeSeconds") + " ago");
        }
        if (c.get("push") != null) {
            line(
                    "Push",
                    c.get("push") + " since " + c.get("pushSince") + ": " + c.get("pushAddress") + " as "
                            + c.get("pushClientId") + ", " + c.get("pushSubscriptions") + " subscription(s)"
                            + (c.get("pushFailure") == null ? "" : ", " + c.get("pushFailure")));
        }
        line(
                "Outcomes",
                c.get("outcomesWaiting") + " waiting, " + c.get("outcomesKept") + " kept, "
                        + c.get("outcomesQuarantined") + " in quarantine");
        if (c.get("things") != null) {
            table(INDENT, "Blocked, as last seen", c.get("thingsBlocked"), c.get("blocked"), BLOCKED);
            table(INDENT, "Errors of polls, things that fail now", c.get("thingsFailing"), c.get("errors"), ERRORS);
        }
        table(INDENT, "Outcomes kept", c.get("outcomesKept"), c.get("kept"), OUTCOMES);
        table(INDENT, "Outcomes in quarantine", c.get("outcomesQuarantined"), c.get("quarantined"), OUTCOMES);
    }

    /** The state of push in one line. */
    static String push(PushStatus push) {
        return (push.isConnected() ? "connected" : "not connected") + " since "
                + push.since().truncatedTo(ChronoUnit.SECONDS) + ": " + push.address() + " as " + push.clientId() + ", "
                + push.subscriptions() + " subscription(s)"
                + (push.failure() == null ? "" : ", " + OneLine.of(push.failure(), LONGEST));
    }

    private static String time(Map<?, ?> of, String key) {
        return shown(key, of.get(key));
    }

    private void line(String name, String value) {
        text.append(INDENT).append("%-15s".formatted(name)).append(value).append('\n');
    }

    private void table(String indent, String name, Object count, Object list, List<Column> columns) {
        List<? extends Map<?, ?>> rows = rows(list);
        boolean top = indent.isEmpty();
        if (rows.isEmpty() && !top) {
            return;
        }
        text.append(indent).append(name).append(": ").append(count).append('\n');
        if (!rows.isEmpty()) {
            text.append(ConsoleTable.of(rows, indent + INDENT, columns));
        }
    }

    @SuppressWarnings("unchecked")
    private static List<? extends Map<?, ?>> rows(Object list) {
        return (List<? extends Map<?, ?>>) list;
    }
}
