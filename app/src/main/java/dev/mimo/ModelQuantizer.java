package dev.mimo;

import dev.mimo.models.ModelHost;
import dev.mimo.vector.VectorQuantizer;
import java.util.function.Supplier;

/// The quantizer for the model's vectors. Of a model elsewhere it is known only when that has answered how long those
/// are; until then there are none, and any will do.
final class ModelQuantizer implements Supplier<VectorQuantizer> {
    private final ModelHost models;
    private volatile VectorQuantizer current;

    ModelQuantizer(ModelHost models) {
        this.models = models;
        this.current = new VectorQuantizer(models.dimension());
    }

    @Override
    public VectorQuantizer get() {
        VectorQuantizer known = current;
        if (known.dimension() != models.dimension()) {
            known = new VectorQuantizer(models.dimension());
            current = known;
        }
        return known;
    }
}
