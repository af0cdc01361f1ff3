package dev.agentcost.rules.baseline;

import java.util.Optional;

/** Where a baseline is kept between two runs. */
public interface BaselineStore {

    /**
     * The baseline, or empty where none was written yet.
     *
     * @throws BaselineException where there is one that cannot be understood
     */
    Optional<Baseline> read() throws BaselineException;

    /**
     * Puts the baseline in the place of the one that was there.
     *
     * @throws BaselineException where nothing can be written
     */
    void write(Baseline baseline) throws BaselineException;
}
