package dev.agentcost.rules.baseline;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps the baseline in a text file that is meant to be committed. */
public final class TextFileStore implements BaselineStore {

    private final Path file;
    private final String shown;

    /**
     * A store of one file, which need not be there yet.
     *
     * @param shown how messages name the file
     */
    public TextFileStore(Path file, String shown) {
        this.file = file;
        this.shown = shown;
    }

    @Override
    public Optional<Baseline> read() throws BaselineException {
        try {
            return Optional.of(BaselineText.read(Files.readString(file), shown));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (CharacterCodingException e) {
            throw new BaselineException(
                    shown + ":1: the baseline is not UTF-8 text; write it anew: mvn agentcost:baseline");
        } catch (IOException e) {
            throw new BaselineException(shown + ":1: the baseline cannot be read (" + e.getMessage()
                    + "); see to its permissions, or name another file with agentcost.baselineFile");
        }
    }

    @Override
    public void write(Baseline baseline) throws BaselineException {
        try {
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Files.writeString(file, BaselineText.write(baseline));
        } catch (IOException e) {
            throw new BaselineException(shown + ": the baseline cannot be written (" + e.getMessage()
                    + "); see to its permissions, or name another file with agentcost.baselineFile");
        }
    }
}
