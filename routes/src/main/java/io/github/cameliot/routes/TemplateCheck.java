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

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.RouteTemplateParameterDefinition;
import org.apache.camel.util.StringHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks the routes that are made of this module's templates and Kamelets, and completes them by {@link UnsetOptions} and
 * {@link KafkaSource}.
 *
 * <p>Refuses two mistakes that Camel ignores: a parameter that the template does not have, and, before the context has
 * started, two routes with the same ID, of which Camel would keep one. A property that a Kamelet does not have is only a
 * warning, because Camel adds properties of its own.
 */
final class TemplateCheck extends ModelLifecycleStrategySupport {

    private static final Logger LOG = LoggerFactory.getLogger(TemplateCheck.class);

    private static final Set<String> TEMPLATES = Set.of(
            "iot-jobs-pipe",
            "iot-jobs-to-kafka",
            "iot-jobs-workflow",
            "kafka-to-iot-jobs-create",
            "kafka-to-iot-jobs-report",
            KafkaSource.TEMPLATE,
            "aws-iot-jobs-approval-action",
            "aws-iot-jobs-approve-action",
            "aws-iot-jobs-await-action",
            "aws-iot-jobs-create-sink",
            "aws-iot-jobs-download-action",
            "aws-iot-jobs-notifications-action",
            "aws-iot-jobs-progress-action",
            "aws-iot-jobs-report-sink",
            "aws-iot-jobs-source",
            "aws-iot-jobs-workflow-action");

    /** The parameter by which Camel says which Kamelet a route was made of. */
    private static final String KAMELET = "templateId";

    /** What Camel and its Kamelet component add to the parameters. */
    private static final Set<String> OF_CAMEL = Set.of(
            KAMELET,
            "routeId",
            "uuid",
            "location",
            "parentRouteId",
            "parentProcessorId",
            "bridgeErrorHandler",
            "noErrorHandler");

    private final CamelContext context;
    private final Model model;
    private final Map<String, RouteDefinition> replaced = new HashMap<>();

    TemplateCheck(CamelContext context, Model model) {
        this.context = context;
        this.model = model;
    }

    /** Camel removes the route of an id, if there is one, before it adds another of that id. */
    @Override
    public void onRemoveRouteDefinition(RouteDefinition route) {
        if (route != null && route.getId() != null && !context.isStarted()) {
            replaced.put(route.getId(), route);
        }
    }

    /** @throws IllegalArgumentException naming the route and what is wrong with it */
    @Override
    public void onAddRouteDefinition(RouteDefinition route) {
        Optional<RouteTemplateDefinition> template = template(route);
        template.ifPresent(t -> checkParameters(route, t));
        template.ifPresent(t -> UnsetOptions.removeFrom(route));
        template.filter(t -> t.getId().equals(KafkaSource.TEMPLATE))
                .ifPresent(t -> KafkaSource.complete(route, context));
        RouteDefinition other = replaced.remove(route.getId());
        boolean isOurs =
                template.isPresent() || (other != null && template(other).isPresent());
        if (other != null && isOurs && !Objects.equals(other.getTemplateParameters(), route.getTemplateParameters())) {
            throw new IllegalArgumentException("There are two routes with the ID " + route.getId()
                    + ", and Camel would silently keep the last one. Give one of them another ID:"
                    + " camel.route-template[<id>].template-id=...");
        }
    }

    private void checkParameters(RouteDefinition route, RouteTemplateDefinition template) {
        List<String> names = template.getTemplateParameters().stream()
                .map(RouteTemplateParameterDefinition::getName)
                .toList();
        Set<String> unknown = route.getTemplateParameters().keySet().stream()
                .map(StringHelper::dashToCamelCase)
                .filter(name -> !names.contains(name) && !OF_CAMEL.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        if (unknown.isEmpty()) {
            return;
        }
        String fault = "Route " + route.getId() + ": " + template.getId() + " has no parameter "
                + String.join(", ", unknown) + ". It has " + String.join(", ", names) + ".";
        if (!route.getTemplateParameters().containsKey(KAMELET)) {
            throw new IllegalArgumentException(fault);
        }
        LOG.warn("{} The unknown property is ignored.", fault);
    }

    /** The template of this module that the route was made of. Camel keeps its id for Kamelets only. */
    private Optional<RouteTemplateDefinition> template(RouteDefinition route) {
        if (!Boolean.TRUE.equals(route.isTemplate()) || route.getTemplateParameters() == null) {
            return Optional.empty();
        }
        Object id = route.getTemplateParameters().get(KAMELET);
        return model.getRouteTemplateDefinitions().stream()
                .filter(t -> TEMPLATES.contains(t.getId()))
                .filter(t -> t.getId().equals(id)
                        || (t.getDescription() != null && t.getDescription().equals(route.getDescription())))
                .findFirst();
    }
}
