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
package io.github.cameliot.routes;

import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.spi.ContextServicePlugin;
import org.apache.camel.support.LifecycleStrategySupport;

/** Found by Camel on the class path: checks the routes that are made of this module's templates and Kamelets. */
public final class TemplateCheckPlugin implements ContextServicePlugin {

    @Override
    public void load(CamelContext context) {
        Model model = context.getCamelContextExtension().getContextPlugin(Model.class);
        if (model == null) {
            return;
        }
        TemplateCheck check = new TemplateCheck(context, model);
        try {
            model.addModelLifecycleStrategy(check);
        } catch (NullPointerException e) {
            // new DefaultCamelContext(), unlike Camel Main, loads plugins before it has its model. Routes that are
            // added
            // before it starts are not checked then; what Kamelets make of them is.
            context.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onContextInitializing(CamelContext initializing) {
                    model.addModelLifecycleStrategy(check);
                }
            });
        }
    }
}
