package dev.mimo.property;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/// Lets JUnit run properties: as often as they say, from a seed that nobody knows or the one in `mimo.property.seed`.
final class PropertyExtension implements InvocationInterceptor, ParameterResolver {
    static final String SEED = "mimo.property.seed";

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.isAnnotated(ForAll.class);
    }

    /// JUnit wants one value before the method is run; those that it is run with are drawn later.
    @Override
    public @Nullable Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        DrawnParameters parameters =
                new DrawnParameters(context.getRequiredTestMethod(), context.getRequiredTestInstance());
        return parameters.draw(Choices.given(new long[0]))[parameter.getIndex()];
    }

    @Override
    public void interceptTestMethod(Invocation<@Nullable Void> invocation,
            ReflectiveInvocationContext<Method> called, ExtensionContext context) {
        invocation.skip();
        Method method = called.getExecutable();
        Long given = Long.getLong(SEED);
        new PropertyRun(method, context.getRequiredTestInstance()).run(
                Objects.requireNonNull(method.getAnnotation(Property.class)).tries(),
                given == null ? new SplittableRandom().nextLong() >>> 1 : given);
    }
}
