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
package io.github.cameliot.benchmarks.start;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The JVM that starts an application.
 *
 * @param name its name in the table
 * @param java the command
 * @param cache the archive that is loaded instead of parsing classes
 */
record Jvm(String name, String java, Cache cache) {

    /** An archive of the classes that an earlier start loaded, and the options of the JVM that write and use it. */
    enum Cache {
        NONE(null, null),
        APP_CDS("-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
        AOT("-XX:AOTCacheOutput=", "-XX:AOTCache=");

        private final String write;
        private final String use;

        Cache(String write, String use) {
            this.write = write;
            this.use = use;
        }
    }

    /** The JVMs that are measured. */
    static List<Jvm> all(Settings settings) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String name = "JDK " + Runtime.version().feature();
        List<Jvm> all = new ArrayList<>();
        all.add(new Jvm(name, java, Cache.NONE));
        all.add(new Jvm(name + ", AppCDS", java, Cache.APP_CDS));
        if (settings.java25() != null) {
            all.add(new Jvm("JDK 25", settings.java25(), Cache.NONE));
            all.add(new Jvm("JDK 25, AOT cache", settings.java25(), Cache.AOT));
        }
        return all;
    }

    boolean hasCache() {
        return cache != Cache.NONE;
    }

    List<String> writing(Path file) {
        return List.of(cache.write + file);
    }

    List<String> using(Path file) {
        return hasCache() ? List.of(cache.use + file) : List.of();
    }

    /** The name of the archive of an application. */
    String file(StartedApp.Source source) {
        return source.name().toLowerCase(Locale.ROOT) + (cache == Cache.AOT ? ".aot" : ".jsa");
    }
}
