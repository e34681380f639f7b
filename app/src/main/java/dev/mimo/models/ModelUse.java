package dev.mimo.models;

/// How a model is used, where that shall be otherwise than its folder says. `auto` leaves it to the folder.
///
/// @param queryPrefix what a question begins with for the model
/// @param passagePrefix what a stored text begins with
/// @param pooling `mean` or `cls`
public record ModelUse(String queryPrefix, String passagePrefix, Pooling pooling) {
    private static final String AUTO = "auto";

    /// How a text's vector comes from those of its tokens.
    public enum Pooling {
        AUTO, MEAN, CLS
    }

    public static ModelUse defaults() {
        return new ModelUse(AUTO, AUTO, Pooling.AUTO);
    }

    String queryPrefixOr(String otherwise) {
        return queryPrefix.equals(AUTO) ? otherwise : queryPrefix;
    }

    String passagePrefixOr(String otherwise) {
        return passagePrefix.equals(AUTO) ? otherwise : passagePrefix;
    }

    PoolingMode poolingOr(PoolingMode otherwise) {
        return switch (pooling) {
            case AUTO -> otherwise;
            case MEAN -> PoolingMode.MEAN;
            case CLS -> PoolingMode.CLS;
        };
    }
}
