package trapline.executors;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/** Loads the emulator a second time, with changes. */
final class MutantLoader extends ClassLoader {
    private static final String EMULATOR = "trapline.emulator.";
    private static final String MACHINE = PlainMachine.class.getName();

    private final List<Mutation> mutations;

    private MutantLoader(List<Mutation> mutations) {
        super(MutantLoader.class.getClassLoader());
        this.mutations = mutations;
    }

    /** Machines of a changed emulator; {@code kind} is the name of a method of {@link PlainMachine}. */
    static MachineBuild build(String kind, List<Mutation> mutations) {
        try {
            Class<?> machine = new MutantLoader(mutations).loadClass(MACHINE);
            return (MachineBuild) machine.getMethod(kind).invoke(null);
        } catch (ClassNotFoundException | NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException("PlainMachine has no " + kind, e);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException("the changed emulator cannot be loaded", e.getCause());
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            boolean own = name.startsWith(EMULATOR) || name.startsWith(MACHINE);
            Class<?> loaded = own ? findLoadedClass(name) : super.loadClass(name, resolve);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = read(name);
        for (Mutation mutation : mutations) {
            if (mutation.type().equals(name)) {
                bytes = mutation.apply(bytes);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        try (InputStream resource = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (resource == null) {
                throw new ClassNotFoundException(name);
            }
            return resource.readAllBytes();
        } catch (IOException e) {
            throw new ClassNotFoundException(name, e);
        }
    }
}
