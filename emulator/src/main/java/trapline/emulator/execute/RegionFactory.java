package trapline.emulator.execute;

import java.util.Optional;
import trapline.emulator.ir.Block;

/** Where regions come from. */
public interface RegionFactory {
    /** Nothing is ever compiled. */
    RegionFactory NONE = new RegionFactory() {
        @Override
        public int threshold() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Optional<Region> compile(Block entry) {
            return Optional.empty();
        }
    };

    /** How often a block is interpreted before {@link #compile} is asked. */
    int threshold();

    /** A region that begins with a block; nothing when that is not worth it. */
    Optional<Region> compile(Block entry);
}
