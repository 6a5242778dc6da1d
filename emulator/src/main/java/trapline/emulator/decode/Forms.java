package trapline.emulator.decode;

import java.util.LinkedHashMap;
import java.util.Map;

/** All forms by the name that the rows use. */
final class Forms {
    private static final Map<String, Form> BY_NAME = all();

    private Forms() {}

    private static Map<String, Form> all() {
        Map<String, Form> forms = new LinkedHashMap<>();
        DataProcessingForms.addTo(forms);
        MultiplyForms.addTo(forms);
        MediaForms.addTo(forms);
        LoadStoreForms.addTo(forms);
        LoadStoreMultipleForms.addTo(forms);
        BranchForms.addTo(forms);
        StatusForms.addTo(forms);
        ExceptionForms.addTo(forms);
        CoprocessorForms.addTo(forms);
        VfpForms.addTo(forms);
        SimdForms.addTo(forms);
        SimdLoadStoreForms.addTo(forms);
        return forms;
    }

    /** The form of a name. */
    static Form named(String name) {
        Form form = BY_NAME.get(name);
        if (form == null) {
            throw new IllegalStateException("no instruction form " + name);
        }
        return form;
    }
}
