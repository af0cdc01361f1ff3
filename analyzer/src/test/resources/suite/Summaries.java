import java.util.ArrayList;
import java.util.List;

/** Histories whose oldest elements become a summary until they fit: as many elements as before, but of another kind. */
class Summaries {

    static final class Note {
        private final String kind;
        private final int weight;

        Note(String kind, int weight) {
            this.kind = kind;
            this.weight = weight;
        }

        static Note summary(int weight) {
            return new Note("system", weight);
        }

        String getKind() {
            return kind;
        }
    }

    static Note anyNote(java.util.Random random) {
        return new Note(random.nextBoolean() ? "system" : "tool", random.nextInt(9));
    }

    static class Entry {}

    static final class Question extends Entry {}

    static final class Summary extends Entry {}

    static List<Note> notes(List<Integer> all) {
        List<Note> notes = new ArrayList<>();
        for (int element : all) { // bound: size(all)
            notes.add(new Note(element % 3 == 0 ? "system" : element % 3 == 1 ? "user" : "tool", element));
        }
        return notes;
    }

    static List<Entry> entries(List<Integer> all) {
        List<Entry> entries = new ArrayList<>();
        for (int element : all) { // bound: size(all)
            entries.add(element % 2 == 0 ? new Question() : new Summary());
        }
        return entries;
    }

    static int weight(List<Note> notes) {
        int sum = 0;
        for (Note note : notes) { // bound: size(notes)
            sum += Math.abs(note.weight % 5);
        }
        return sum;
    }

    static int firstContent(List<Note> notes) {
        for (int i = 0; i < notes.size(); i++) { // bound: size(notes)
            if (!"system".equals(notes.get(i).getKind())) {
                return i;
            }
        }
        return notes.size();
    }

    static int firstQuestion(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) { // bound: size(entries)
            if (entries.get(i) instanceof Question) {
                return i;
            }
        }
        return -1;
    }

    static int lastOne(List<Note> notes) {
        for (int i = 0; i < notes.size(); i++) { // bound: size(notes)
            if (i == notes.size() - 1) {
                return i;
            }
        }
        return -1;
    }

    static void oneByOne(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // bound: size(notes) + 1
            int at = firstContent(notes);
            if (at == notes.size()) {
                break;
            }
            notes.set(at, Note.summary(3));
        }
    }

    static void ofTheSameKind(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // unbounded
            int at = firstContent(notes);
            if (at == notes.size()) {
                break;
            }
            notes.set(at, new Note("tool", 4));
        }
    }

    static void anotherIsReplaced(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // unbounded
            int at = firstContent(notes);
            if (at == notes.size()) {
                break;
            }
            notes.set(0, Note.summary(3));
        }
    }

    static void aTestOfNoElement(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // unbounded
            notes.set(lastOne(notes), Note.summary(4));
        }
    }

    static void byType(List<Integer> all, int limit) {
        List<Entry> entries = entries(all);
        while (entries.size() > limit) { // bound: size(entries) + 1
            int at = firstQuestion(entries);
            if (at < 0) {
                return;
            }
            entries.remove(at);
            entries.add(at, new Summary());
        }
    }

    static void byTheSameType(List<Integer> all, int limit) {
        List<Entry> entries = entries(all);
        while (entries.size() > limit) { // unbounded
            int at = firstQuestion(entries);
            if (at < 0) {
                return;
            }
            entries.remove(at);
            entries.add(at, new Question());
        }
    }

    static void aRangeThatIsNotEmpty(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // bound: size(notes) + 1
            int start = firstContent(notes);
            int end = Math.min(start + 2, notes.size());
            if (start >= end) {
                break;
            }
            notes.subList(start, end).clear();
            notes.add(start, Note.summary(2));
        }
    }

    static void aRangeThatMayBeEmpty(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // unbounded
            int start = firstContent(notes);
            int end = Math.min(start + limit, notes.size());
            if (start > end) {
                break;
            }
            notes.subList(start, end).clear();
            notes.add(start, Note.summary(2));
        }
    }

    static void oneRemovedAfterTheOther(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // bound: size(notes) + 1
            int start = firstContent(notes);
            int end = Math.min(start + 3, notes.size());
            if (start >= end) {
                break;
            }
            for (int i = end - 1; i >= start; i--) { // bound: [end - start - 1] + 1
                notes.remove(i);
            }
            notes.add(start, Note.summary(1));
        }
    }

    static boolean isLight(Note note) {
        return note.weight < 3;
    }

    static void lightOnesGoWithoutASummary(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // bound: 3 * size(notes) + 1
            int start = firstContent(notes);
            int end = Math.min(start + 3, notes.size());
            if (start >= end) {
                break;
            }
            List<Note> heavy = new ArrayList<>();
            for (int i = start; i < end; i++) { // bound: [end - start]
                Note note = notes.get(i);
                if (!isLight(note)) {
                    heavy.add(note);
                }
            }
            if (heavy.isEmpty()) {
                for (int i = end - 1; i >= start; i--) { // bound: [end - start - 1] + 1
                    if (isLight(notes.get(i))) {
                        notes.remove(i);
                    }
                }
                continue;
            }
            for (int i = end - 1; i >= start; i--) { // bound: [end - start - 1] + 1
                notes.remove(i);
            }
            notes.add(start, Note.summary(heavy.size()));
        }
    }

    static void othersThanThoseThatWereFound(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // unbounded
            int start = firstContent(notes);
            int end = Math.min(start + 3, notes.size());
            if (start >= end) {
                break;
            }
            List<Note> heavy = new ArrayList<>();
            for (int i = start; i < end; i++) { // bound: [end - start]
                Note note = notes.get(i);
                if (!isLight(note)) {
                    heavy.add(note);
                }
            }
            if (heavy.isEmpty()) {
                for (int i = end - 1; i >= start; i--) { // bound: [end - start - 1] + 1
                    if (weight(List.of(notes.get(i))) > limit) {
                        notes.remove(i);
                    }
                }
                continue;
            }
            for (int i = end - 1; i >= start; i--) { // bound: [end - start - 1] + 1
                notes.remove(i);
            }
            notes.add(start, Note.summary(heavy.size()));
        }
    }

    static void rotate(List<Note> notes) {
        if (notes.size() > 1) {
            notes.remove(0);
            notes.add(new Note("tool", 4));
        }
    }

    static void aHelperPutsOthersBack(List<Integer> all, int limit) {
        List<Note> notes = notes(all);
        while (weight(notes) > limit) { // unbounded
            int at = firstContent(notes);
            if (at == notes.size()) {
                break;
            }
            notes.set(at, Note.summary(3));
            rotate(notes);
        }
    }
}
