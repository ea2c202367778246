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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/**
 * Looks at what a module would publish, and fails the build when something is missing or belongs to this machine.
 *
 * <p>Run by the profile "release": {@code java ArtifactCheck.java <root of the checkout> <target of the module> <packaging>}.
 */
public final class ArtifactCheck {

    private static final List<String> POM_ELEMENTS =
            List.of("<name>", "<description>", "<url>", "<license>", "<developer>", "<scm");
    private static final List<String> NOT_IN_POM = List.of("<parent>", "${", "<scope>test</scope>", "<repositories>");

    private final Path root;
    private final Path target;
    private final List<String> faults = new ArrayList<>();
    private boolean release;

    private ArtifactCheck(Path root, Path target) {
        this.root = root;
        this.target = target;
    }

    public static void main(String[] arguments) throws IOException {
        ArtifactCheck check = new ArtifactCheck(Path.of(arguments[0]), Path.of(arguments[1]));
        boolean hasJars = !arguments[2].equals("pom");

        check.pom(hasJars);
        if (hasJars) {
            check.jars();
        }

        if (!check.faults.isEmpty()) {
            check.faults.forEach(fault -> System.err.println("[ERROR] " + fault));
            System.exit(1);
        }
    }

    /** Before the jars: says whether it is a release. */
    private void pom(boolean hasJars) throws IOException {
        Path file = target.resolve(".flattened-pom.xml");
        // A BOM names its own version, which Maven and Gradle know.
        String pom = Files.readString(file).replace("${project.version}", "");
        POM_ELEMENTS.stream().filter(element -> !pom.contains(element)).forEach(element -> fault(file, "has no " + element));
        NOT_IN_POM.stream().filter(pom::contains).forEach(element -> fault(file, "has " + element));
        release = !pom.contains("-SNAPSHOT</version>");
        if (hasJars && pom.contains("<dependencyManagement>")) {
            fault(file, "has a <dependencyManagement>, which no user would see");
        }
    }

    private void jars() throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(target)) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        for (String kind : List.of("-sources.jar", "-javadoc.jar")) {
            if (jars.stream().filter(jar -> jar.toString().endsWith(kind)).count() != 1) {
                faults.add("Expected one *" + kind + " in " + target + ", found " + jars);
            }
        }
        for (Path jar : jars) {
            jar(jar);
        }
        try (Stream<Path> files = Files.list(target)) {
            if (files.noneMatch(file -> file.toString().endsWith("-cyclonedx.json"))) {
                faults.add("No SBOM in " + target + "; with --offline its plugin makes none.");
            }
        }
    }

    private void jar(Path file) throws IOException {
        byte[] path = root.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8);
        byte[] snapshot = "-SNAPSHOT".getBytes(StandardCharsets.UTF_8);
        try (JarFile jar = new JarFile(file.toFile())) {
            sameText(jar, "META-INF/LICENSE", root.resolve("LICENSE"));
            sameText(jar, "META-INF/NOTICE", root.resolve("component/NOTICE"));
            for (String name : List.of("Built-By", "Build-Jdk", "Built-On")) {
                if (jar.getManifest().getMainAttributes().getValue(name) != null) {
                    fault(file, "names its build in the manifest: " + name);
                }
            }
            for (ZipEntry entry : jar.stream().toList()) {
                if (!entry.isDirectory() && contains(bytes(jar, entry), path)) {
                    fault(file, "has the path of this checkout in " + entry.getName());
                }
                if (!entry.isDirectory() && release && contains(bytes(jar, entry), snapshot)) {
                    fault(file, "is a release and names a snapshot in " + entry.getName());
                }
            }
        }
    }

    private void sameText(JarFile jar, String name, Path expected) throws IOException {
        ZipEntry entry = jar.getEntry(name);
        if (entry == null || !Arrays.equals(bytes(jar, entry), Files.readAllBytes(expected))) {
            faults.add(jar.getName() + " has no " + name + " that is the one of the sources");
        }
    }

    private void fault(Path file, String what) {
        faults.add(file + " " + what);
    }

    private static byte[] bytes(JarFile jar, ZipEntry entry) throws IOException {
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static boolean contains(byte[] text, byte[] part) {
        return new String(text, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }
}
