package trapline.shell.scenario;

import java.util.Collection;

/** The name somebody meant, by edit distance. */
final class Suggestion {
    /** Further away than this, a name is another name and not a slip. */
    private static final int MOST_EDITS = 2;

    private Suggestion() {}

    /** {@code did you mean 'x'?}, or the list of all names when none is near. */
    static String of(String wrong, Collection<String> names) {
        return names.stream()
                .filter(name -> distance(wrong, name) <= MOST_EDITS)
                .min((a, b) -> distance(wrong, a) - distance(wrong, b))
                .map(name -> "did you mean '" + name + "'?")
                .orElse("there is: " + String.join(", ", names));
    }

    /** The Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
