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
package io.github.cameliot.emulator.contract;

import io.github.cameliot.emulator.Capacity;
import io.github.cameliot.emulator.JobsEmulator;
import io.github.cameliot.emulator.Limits;
import io.github.cameliot.emulator.ManualClock;
import io.github.cameliot.emulator.Readings;
import io.github.cameliot.emulator.auth.Authentication;
import io.github.cameliot.emulator.auth.RoleAliases;
import io.github.cameliot.emulator.auth.Scopes;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.Rules;
import io.github.cameliot.emulator.edge.Access;
import io.github.cameliot.emulator.edge.Certificates;
import io.github.cameliot.emulator.edge.ConsoleToken;
import io.github.cameliot.emulator.edge.HostPolicy;
import io.github.cameliot.emulator.edge.RequestDispatcher;
import io.github.cameliot.emulator.fault.FaultPlan;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;
import software.amazon.awssdk.http.apache.ApacheHttpClient;

/** The services the contract is checked against. */
final class Services implements ArgumentsProvider {

    private static final String ENDPOINT = System.getProperty("contract.endpoint", "");

    /** By {@code -Dcontract.capabilities=CONTROL_PLANE,...}; all, when the service is our own emulator. */
    static Set<Capability> capabilities() {
        if (ENDPOINT.isEmpty()) {
            return EnumSet.allOf(Capability.class);
        }
        return Arrays.stream(System.getProperty("contract.capabilities", "").split(","))
                .filter(name -> !name.isBlank())
                .map(Capability::valueOf)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Capability.class)));
    }

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        return ENDPOINT.isEmpty()
                ? Stream.of(Arguments.of(inProcess()), Arguments.of(overSocket()))
                : Stream.of(Arguments.of(Service.elsewhere(URI.create(ENDPOINT))));
    }

    private static Service inProcess() {
        ManualClock clock = new ManualClock();
        Arns arns = new Arns("us-east-1", "123456789012");
        AccountRegistry accounts =
                new AccountRegistry(clock, arns, new Rules(Limits.DOCUMENTED, Readings.DEFAULT, Capacity.DEFAULT));
        Access access = new Access(
                new Authentication(List.of(), new Scopes(accounts.standard().home(), false), clock),
                new HostPolicy("in-process", false, Set.of()),
                new Certificates(new RoleAliases(Map.of()), false),
                ConsoleToken.random());
        RequestDispatcher dispatcher = new RequestDispatcher(accounts, new FaultPlan(clock, null), access, null, clock);
        InProcessHttpClient http = new InProcessHttpClient(dispatcher);
        return new Service("in process", URI.create("http://in-process"), http, clock, () -> {});
    }

    private static Service overSocket() {
        ManualClock clock = new ManualClock();
        JobsEmulator emulator = JobsEmulator.builder().clock(clock).start();
        return new Service("over a socket", emulator.endpoint(), ApacheHttpClient.create(), clock, emulator::close);
    }
}
