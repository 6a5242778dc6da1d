package trapline.shell;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The classes of an old library become ones that the JVM keeps in its cache, and do what they did. */
class OldClassesTest {
    @TempDir
    private Path directory;

    private static Path picocli() throws URISyntaxException {
        URI location = CommandLine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI();
        return Path.of(location);
    }

    private static List<Integer> versions(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.stream()
                    .filter(entry -> entry.getName().startsWith("picocli/")
                            && entry.getName().endsWith(".class"))
                    .map(entry -> parse(jar, entry).majorVersion())
                    .distinct()
                    .toList();
        }
    }

    private static ClassModel parse(JarFile jar, JarEntry entry) {
        try {
            return ClassFile.of().parse(jar.getInputStream(entry).readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void oldClassesAreRenewedAndVerified() throws Exception {
        Path jar = directory.resolve("picocli.jar");
        Files.copy(picocli(), jar);
        assertTrue(versions(jar).contains(ClassFile.JAVA_5_VERSION), "picocli's classes are old");
        OldClasses.main(new String[] {jar.toString()});
        assertEquals(List.of(ClassFile.JAVA_8_VERSION), versions(jar));
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
            try (JarFile classes = new JarFile(jar.toFile())) {
                for (JarEntry entry : classes.stream().toList()) {
                    String name = entry.getName();
                    if (name.startsWith("picocli/CommandLine") && name.endsWith(".class")) {
                        String type = name.substring(0, name.length() - ".class".length());
                        Class.forName(type.replace('/', '.'), true, loader);
                    }
                }
            }
        }
    }

    @Test
    void aJarWithoutOldClassesStaysAsItIs() throws Exception {
        Path jar = directory.resolve("picocli.jar");
        Files.copy(picocli(), jar);
        OldClasses.main(new String[] {jar.toString()});
        byte[] renewed = Files.readAllBytes(jar);
        OldClasses.main(new String[] {jar.toString()});
        assertArrayEquals(renewed, Files.readAllBytes(jar));
    }
}
