package dev.agentcost.analyzer.summary;

import dev.agentcost.analyzer.cost.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * The effects of the paths that come to one place. Each call in a try block is a path of its own to the handler, and goes on from the one
 * before: only the last of them counts, so that they need not be compared in each part.
 */
final class Alternatives {

    private final List<Effect> effects = new ArrayList<>();

    void add(Effect effect) {
        for (Effect known : effects) {
            if (known.goesOnFrom(effect)) {
                return;
            }
        }
        effects.removeIf(effect::goesOnFrom);
        effects.add(effect);
    }

    /** The effect of whichever is taken, in the worst case; none where nothing comes here. */
    Effect joined() {
        return effects.stream().reduce(Effect::branch).orElse(Effect.NOTHING);
    }
}
