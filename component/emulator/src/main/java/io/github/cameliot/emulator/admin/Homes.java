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
package io.github.cameliot.emulator.admin;

import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.JobsCore;
import io.github.cameliot.emulator.wire.Query;

/** The account and region that a request below {@code /_emulator} names in its query. */
public final class Homes {

    private Homes() {}

    /** The parameters {@code account} and {@code region}; each is the standard one if it is absent. */
    public static AccountRegion of(Query query, AccountRegion standard) {
        String account = query.text("account");
        String region = query.text("region");
        return new AccountRegion(
                account == null ? standard.account() : account, region == null ? standard.region() : region);
    }

    static JobsCore core(Query query, AccountRegistry accounts) {
        return accounts.of(of(query, accounts.standard().home()));
    }
}
