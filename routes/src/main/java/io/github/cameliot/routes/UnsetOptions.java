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

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.util.StringHelper;

/**
 * Removes the options that nobody has set from the URIs of a route of a template or Kamelet, so that the component decides
 * them.
 *
 * <p>Camel 4.18.0 would remove most of them itself, with two exceptions. The YAML DSL writes a secret as {@code
 * accessKey=RAW({{?accessKey}})}, which stays in the URI, so that logs and management show {@code accessKey=xxxxxx}. And for
 * {@code delay={{?delay}}} Camel would use any property, system property or environment variable of that name.
 */
final class UnsetOptions {

    /** An option whose value is an optional parameter: its separator and the parameter; written or encoded. */
    private static final Pattern OPTION =
            Pattern.compile("([?&])\\w+=(?:RAW\\()?(?:\\{\\{|%7B%7B)(?:\\?|%3F)(\\w+)(?:}}|%7D%7D)\\)?(?=&|$)");

    private final Set<String> set;

    private UnsetOptions(Set<String> set) {
        this.set = set;
    }

    /** @param route of a template or Kamelet, before its endpoints are made */
    static void removeFrom(RouteDefinition route) {
        UnsetOptions unset = new UnsetOptions(route.getTemplateParameters().keySet().stream()
                .map(StringHelper::dashToCamelCase)
                .collect(Collectors.toSet()));
        String from = route.getInput().getEndpointUri();
        String without = unset.without(from);
        if (!without.equals(from)) {
            // A new one: the input is an object of the template, which other routes use too. Null first, because Camel
            // refuses a second input.
            route.setInput(null);
            route.setInput(new FromDefinition(without));
        }
        ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ToDefinition.class)
                .forEach(to -> to.setUri(unset.without(to.getUri())));
    }

    private String without(String uri) {
        String kept = OPTION.matcher(uri)
                .replaceAll(option ->
                        Matcher.quoteReplacement(set.contains(option.group(2)) ? option.group() : first(option)));
        return kept.replace("?&", "?").replaceAll("\\?$", "");
    }

    /** The separator before the first option stays for the next one. */
    private static String first(MatchResult option) {
        return option.group(1).equals("?") ? "?" : "";
    }
}
