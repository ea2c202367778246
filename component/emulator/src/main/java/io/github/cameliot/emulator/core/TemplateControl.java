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
package io.github.cameliot.emulator.core;

/** The control plane's operations on custom job templates. */
public final class TemplateControl {

    private final ServiceState serviceState;

    TemplateControl(ServiceState serviceState) {
        this.serviceState = serviceState;
    }

    public void create(String id, JobTemplate.Content content) {
        Documents.check(content.document(), serviceState.rules.limits());
        serviceState.locked(now -> {
            if (serviceState.templates.containsKey(id)) {
                throw new ServiceException(ErrorType.CONFLICT, "Job template %s already exists".formatted(id), null);
            }
            JobTemplate template = new JobTemplate(id, content, now);
            serviceState.storage.checkNewTemplate(serviceState.templates.size());
            return serviceState.templates.put(id, template);
        });
    }

    public JobTemplate describe(String id) {
        return serviceState.read(now -> known(id));
    }

    private JobTemplate known(String id) {
        JobTemplate template = serviceState.templates.get(Names.template(id));
        if (template == null) {
            throw ServiceException.notFound("Job template %s does not exist".formatted(id));
        }
        return template;
    }

    public void delete(String id) {
        serviceState.locked(now -> serviceState.templates.remove(known(id).id()));
    }

    /** Templates by id. Inferred: the order is not documented. */
    public Page<JobTemplate> list(PageRequest page) {
        return serviceState.read(now -> Page.of(
                serviceState.templates.tailMap(page.fromName(), true).values().stream(),
                page.most(),
                template -> new Cursor(template.id(), 0)));
    }
}
