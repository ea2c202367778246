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
package io.github.cameliot.emulator.edge;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cameliot.emulator.AccessKey;
import io.github.cameliot.emulator.auth.Authentication;
import io.github.cameliot.emulator.auth.RoleAliases;
import io.github.cameliot.emulator.auth.Scopes;
import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.ServiceException;
import io.github.cameliot.emulator.wire.Client;
import io.github.cameliot.emulator.wire.Query;
import io.github.cameliot.emulator.wire.Request;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may use the paths below {@code /_emulator}. */
class AccessTest {

    private static final Client HERE = new Client(1, true);
    private static final Client ELSEWHERE = new Client(2, false);

    @Test
    void withoutAccessKeysOnlyThisMachineMay() {
        assertThatCode(() -> access().checkAdmin(request("GET", null, HERE), query()))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> access().checkAdmin(request("GET", null, ELSEWHERE), query()))
                .isInstanceOf(ServiceException.class)
                .hasMessageContaining("--access-key");
    }

    @Test
    void withAnAccessKeyNobodyMayUnsigned() {
        Access access = access(AccessKey.of("AKID", "SECRET"));

        assertThatThrownBy(() -> access.checkAdmin(request("GET", null, HERE), query()))
                .hasMessage("The request is not signed");
        assertThatThrownBy(() -> access.checkAdmin(request("GET", null, ELSEWHERE), query()))
                .hasMessage("The request is not signed");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, application/json, true",
        "POST, Application/JSON; charset=utf-8, true",
        "PUT, text/plain, false",
        "POST, application/x-www-form-urlencoded, false",
        "POST, text/plain;application/json, false",
        "POST, , false",
        "DELETE, , true",
        "GET, , true"
    })
    void whatIsWrittenMustBeDeclaredAsJson(String method, String contentType, boolean isServed) {
        Request request = request(method, contentType, HERE);

        if (isServed) {
            assertThatCode(() -> access().checkAdmin(request, query())).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> access().checkAdmin(request, query())).hasMessageContaining("application/json");
        }
    }

    private static Access access(AccessKey... keys) {
        return new Access(
                new Authentication(
                        List.of(keys),
                        new Scopes(new AccountRegion("123456789012", "us-east-1"), false),
                        Clock.systemUTC()),
                new HostPolicy("127.0.0.1", true, List.of()),
                new Certificates(new RoleAliases(Map.of()), false),
                new ConsoleToken("0123456789abcdef"));
    }

    private static Request request(String method, String contentType, Client client) {
        return new Request(
                method,
                "/_emulator/faults",
                name -> name.equals("content-type") ? contentType : null,
                new byte[0],
                client);
    }

    private static Query query() {
        return Query.parse("");
    }
}
