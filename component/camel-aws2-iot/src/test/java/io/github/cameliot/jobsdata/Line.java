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

import io.github.cameliot.emulator.Execution;
import io.github.cameliot.emulator.Operation;
import java.util.function.Consumer;
import org.apache.camel.builder.LambdaRouteBuilder;
import org.apache.camel.model.RouteDefinition;

/** One thing with one job that a consumer's route works off: what a test of outcomes needs. */
final class Line {

    private final Bench bench;
    private final String thing;
    private String options = "";

    private Line(Bench bench, String thing) {
        this.bench = bench;
        this.thing = thing;
    }

    /** @param thing nobody else's; the id of the route as well */
    static Line on(Bench bench, String thing) {
        return new Line(bench, thing);
    }

    /** Adds consumer options, as in {@code onFailure=leave}. */
    Line with(String option) {
        options += "&" + option;
        return this;
    }

    /** What {@code from} of the route is. */
    String from() {
        return "iot-jobs-data:startNext?thing=" + thing + options;
    }

    /** Runs the job through a route and waits until it has ended and nothing of it is on the way. */
    Execution run(Consumer<RouteDefinition> route) {
        return runAll(r -> route.accept(r.from(from()).routeId(thing)));
    }

    /** The same for a route that needs a builder, as for an error handler; it begins with {@link #from()}. */
    Execution runAll(LambdaRouteBuilder routes) {
        bench.job(job(), thing).routes(routes);
        Execution ended = bench.ended(thing, job());
        bench.idle(thing);
        return ended;
    }

    /** How many updates were sent. */
    long updates() {
        return bench.count(Operation.UPDATE_JOB_EXECUTION, thing);
    }

    private String job() {
        return "job-" + thing;
    }
}
