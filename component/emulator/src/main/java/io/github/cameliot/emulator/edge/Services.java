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

import io.github.cameliot.emulator.core.AccountRegion;
import io.github.cameliot.emulator.core.AccountRegistry;
import io.github.cameliot.emulator.core.JobsCore;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The operations of each account and region. */
final class Services {

    private final AccountRegistry accounts;
    private final Access access;
    private final Routes standard;
    private final Map<JobsCore, Routes> others = new ConcurrentHashMap<>();

    Services(AccountRegistry accounts, Access access) {
        this.accounts = accounts;
        this.access = access;
        this.standard = new Routes(Operations.all(accounts.standard(), access));
    }

    /** Those of the standard account and region, which all others have too. */
    Routes standard() {
        return standard;
    }

    Routes of(AccountRegion home) {
        if (home.equals(accounts.standard().home())) {
            return standard;
        }
        JobsCore core = accounts.of(home);
        if (others.size() > AccountRegistry.MOST) {
            // After resets: those of cores that are gone.
            others.clear();
        }
        return others.computeIfAbsent(core, added -> new Routes(Operations.all(added, access)));
    }
}
