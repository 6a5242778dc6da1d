package trapline.shell;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;

/**
 * What the launcher runs once after a build, before {@link Training}: gives the classes of old libraries the version of Java 8, with the
 * stack maps that belong to it. The JVM keeps no class in its cache that is older than Java 6, and picocli's are, which made up a fifth of
 * the time that a command takes to start.
 */
final class OldClasses {
    private OldClasses() {}

    /** Rewrites those jars, of the paths given, that have such classes. */
    public static void main(String[] args) throws IOException {
        for (String path : args) {
            Path jar = Path.of(path);
            if (hasOldClasses(jar)) {
                rewrite(jar);
            }
        }
    }

    private static boolean hasOldClasses(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (isClass(entry) && isOld(ClassFile.of().parse(contents(jar, entry)))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isClass(JarEntry entry) {
        return entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/");
    }

    private static boolean isOld(ClassModel model) {
        return model.majorVersion() < ClassFile.JAVA_6_VERSION;
    }

    private static byte[] contents(JarFile jar, JarEntry entry) throws IOException {
        return jar.getInputStream(entry).readAllBytes();
    }

    private static void rewrite(Path path) throws IOException {
        Path rewritten = path.resolveSibling(path.getFileName() + ".new");
        URL[] classes = {path.toUri().toURL()};
        try (JarFile jar = new JarFile(path.toFile());
                URLClassLoader loader = new URLClassLoader(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(rewritten))) {
            ClassFile classFile = ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(ClassHierarchyResolver.ofResourceParsing(loader)));
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                out.putNextEntry(new JarEntry(entry.getName()));
                out.write(isClass(entry) ? renewed(classFile, contents(jar, entry)) : contents(jar, entry));
                out.closeEntry();
            }
        }
        Files.move(rewritten, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static byte[] renewed(ClassFile classFile, byte[] old) {
        ClassModel model = classFile.parse(old);
        if (!isOld(model)) {
            return old;
        }
        ClassTransform version = (builder, element) -> {
            if (element instanceof ClassFileVersion) {
                builder.withVersion(ClassFile.JAVA_8_VERSION, 0);
            } else {
                builder.with(element);
            }
        };
        return classFile.transformClass(
                model,
                ClassTransform.transformingMethodBodies(CodeTransform.ACCEPT_ALL)
                        .andThen(version));
    }
}
