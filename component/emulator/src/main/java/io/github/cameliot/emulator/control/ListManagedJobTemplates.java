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
package io.github.cameliot.emulator.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.cameliot.emulator.core.Arns;
import io.github.cameliot.emulator.core.ManagedTemplates;
import io.github.cameliot.emulator.wire.Call;
import io.github.cameliot.emulator.wire.Handler;

/** {@code GET /managed-job-templates}. */
public final class ListManagedJobTemplates implements Handler {

    private final Arns arns;

    public ListManagedJobTemplates(Arns arns) {
        this.arns = arns;
    }

    @Override
    public ObjectNode handle(Call call) {
        return Pages.json(
                "managedJobTemplates",
                ManagedTemplates.list(call.query().text("templateName"), Pages.request(call.query())),
                template -> TemplateJson.summary(template, arns));
    }
}
