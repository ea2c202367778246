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
package io.github.cameliot.example.quarkus;

import io.github.cameliot.jobsdata.Things;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The things whose jobs are worked off: {@code things=#fleet} in the route. Without a name, Quarkus would remove it. */
@Singleton
@Named("fleet")
class Fleet implements Things {

    private final List<String> things;

    Fleet(@ConfigProperty(name = "fleet.things") List<String> things) {
        this.things = things;
    }

    @Override
    public Collection<String> list() {
        return things;
    }
}
