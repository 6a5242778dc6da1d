package trapline.recorder.event;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What {@link EventCatalog} knows of one {@link EventType}: its components, and the way between record and frame. */
public final class EventRow {
    private final EventType type;
    private final List<EventComponent> components;
    private final int numericCount;
    private final RecordComponent[] accessors;
    private final Constructor<? extends Event> constructor;

    EventRow(EventType type) {
        this.type = type;
        accessors = type.record().getRecordComponents();
        List<EventComponent> found = new ArrayList<>();
        Class<?>[] types = new Class<?>[accessors.length];
        int slots = 0;
        for (int i = 0; i < accessors.length; i++) {
            types[i] = accessors[i].getType();
            EventComponent component = component(accessors[i], found, slots);
            slots += component.kind().isNumeric() ? 1 : 0;
            found.add(component);
        }
        components = List.copyOf(found);
        numericCount = slots;
        try {
            constructor = type.record().getDeclaredConstructor(types);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("record " + type + " without its canonical constructor", e);
        }
        requireSound();
    }

    private static EventComponent component(RecordComponent declared, List<EventComponent> before, int slot) {
        Field field = declared.getAnnotation(Field.class);
        if (field == null) {
            throw new IllegalStateException(declared + " of " + declared.getDeclaringRecord() + " has no @Field");
        }
        ComponentKind kind = kindOf(declared.getType());
        List<String> constants = new ArrayList<>();
        if (kind == ComponentKind.ENUM) {
            for (Object constant : declared.getType().getEnumConstants()) {
                constants.add(((Enum<?>) constant).name());
            }
        }
        int index = kind.isNumeric() ? slot : -1;
        int base = field.relativeTo().isEmpty() ? -1 : slotOf(field.relativeTo(), before);
        if (base >= 0 && (field.tick() || !kind.isNumeric())) {
            throw new IllegalStateException(declared + " is no number, or a tick, and cannot be relative to another");
        }
        return new EventComponent(
                declared.getName(),
                kind,
                field.value(),
                field.hex(),
                field.tick(),
                base,
                index,
                List.copyOf(constants));
    }

    private static int slotOf(String name, List<EventComponent> components) {
        for (EventComponent component : components) {
            if (component.name().equals(name) && component.kind().isNumeric()) {
                return component.slot();
            }
        }
        throw new IllegalStateException("relative to " + name + ", which is no number before it");
    }

    private static ComponentKind kindOf(Class<?> type) {
        if (type == long.class) {
            return ComponentKind.LONG;
        } else if (type == int.class) {
            return ComponentKind.INT;
        } else if (type == boolean.class) {
            return ComponentKind.BOOLEAN;
        } else if (type.isEnum()) {
            return ComponentKind.ENUM;
        } else if (type == String.class) {
            return ComponentKind.STRING;
        } else if (type == byte[].class) {
            return ComponentKind.BYTES;
        }
        throw new IllegalStateException("an event component cannot be a " + type);
    }

    private void requireSound() {
        int variable = components.size() - numericCount;
        if (numericCount > EventFrame.MAX_VALUES || variable > 1) {
            throw new IllegalStateException(
                    type + " has " + numericCount + " numeric and " + variable + " variable components");
        }
    }

    /** The type this row describes. */
    public EventType type() {
        return type;
    }

    /** All components in the order of declaration. */
    public List<EventComponent> components() {
        return components;
    }

    /** How many components are in {@link EventFrame#values}. */
    public int numericCount() {
        return numericCount;
    }

    /** Whether one component is in {@link EventFrame#bytes}. */
    public boolean hasBytes() {
        return numericCount < components.size();
    }

    Event toRecord(EventFrame frame) {
        Object[] arguments = new Object[accessors.length];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = value(frame, components.get(i), accessors[i].getType());
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot make a " + type + " record", e);
        }
    }

    private static Object value(EventFrame frame, EventComponent component, Class<?> declared) {
        return switch (component.kind()) {
            case LONG -> frame.values[component.slot()];
            case INT -> (int) frame.values[component.slot()];
            case BOOLEAN -> frame.values[component.slot()] != 0;
            case ENUM -> declared.getEnumConstants()[(int) frame.values[component.slot()]];
            case STRING -> frame.text();
            case BYTES -> frame.copyOfBytes();
        };
    }

    void toFrame(Event event, EventFrame frame) {
        frame.begin(type);
        for (int i = 0; i < accessors.length; i++) {
            Object value = get(accessors[i], event);
            switch (components.get(i).kind()) {
                case LONG, INT -> frame.put(((Number) value).longValue());
                case BOOLEAN -> frame.put((boolean) value);
                case ENUM -> frame.put((Enum<?>) value);
                case STRING -> putAll(frame, ((String) value).getBytes(StandardCharsets.UTF_8));
                case BYTES -> putAll(frame, (byte[]) value);
            }
        }
    }

    private static void putAll(EventFrame frame, byte[] bytes) {
        frame.putBytes(bytes, 0, bytes.length);
    }

    private static Object get(RecordComponent component, Event event) {
        try {
            return component.getAccessor().invoke(event);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component + " of " + event, e);
        }
    }
}
