package dev.mimo.gateway;

import dev.mimo.gateway.ToolRegistry.Registration;
import dev.mimo.mcp.model.ToolDefinition;
import dev.mimo.property.Arbitraries;
import dev.mimo.property.Arbitrary;
import dev.mimo.property.ForAll;
import dev.mimo.property.Property;
import dev.mimo.property.Provide;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/// The registry against a model that is a map: whoever registered last has the name, until its registration is closed
/// or its source is gone.
class ToolRegistryPropertiesTest {
    private static final List<String> NAMES = List.of("", "a", "a.b", "Z");
    private static final List<List<String>> LISTS =
            List.of(List.of(), List.of("t"), List.of("t", "u"), List.of("u", "t", "t"), List.of("v", "in__side"));

    enum What {
        REGISTER, AGAIN, CLOSE, END
    }

    /// @param which source or registration, counted around
    /// @param list which tools
    record Step(What what, int which, int list) {}

    @Property(tries = 300)
    void the_registry_does_what_the_model_does(
            @ForAll("walks") List<Step> steps) {
        Walk walk = new Walk();
        steps.forEach(walk::take);
    }

    @Provide
    Arbitrary<List<Step>> walks() {
        Arbitrary<What> what = Arbitraries.of(What.class);
        Arbitrary<Integer> which = Arbitraries.integers(0, 1000);
        Arbitrary<Integer> list = Arbitraries.integers(0, LISTS.size() - 1);
        Arbitrary<Step> step = choices -> new Step(what.draw(choices), which.draw(choices), list.draw(choices));
        return step.list().ofMaxSize(40);
    }

    /// One registry, its model, and everything that was made so far.
    private static final class Walk {
        private final ToolRegistry registry = new ToolRegistry();
        private final AtomicInteger heard = new AtomicInteger();
        private final List<FakeSource> sources = new ArrayList<>();
        private final List<Made> made = new ArrayList<>();
        private final TreeMap<String, Made> model = new TreeMap<>();

        private record Made(Registration registration, FakeSource source, List<String> tools) {}

        Walk() {
            registry.listen(heard::incrementAndGet);
        }

        void take(Step step) {
            List<String> before = listed();
            int told = heard.get();
            switch (step.what()) {
                case REGISTER -> {
                    FakeSource source = new FakeSource(NAMES.get(step.which() % NAMES.size()));
                    sources.add(source);
                    register(source, LISTS.get(step.list()));
                }
                case AGAIN -> {
                    FakeSource source = pick(sources, step.which());
                    if (source != null) {
                        register(source, LISTS.get(step.list()));
                    }
                }
                case CLOSE -> {
                    Made one = pick(made, step.which());
                    if (one != null) {
                        one.registration().close();
                        model.remove(one.source().name(), one);
                    }
                }
                case END -> {
                    FakeSource source = pick(sources, step.which());
                    if (source != null) {
                        source.end();
                        model.values().removeIf(current -> current.source().equals(source));
                    }
                }
            }
            check(before, told);
        }

        private void register(FakeSource source, List<String> tools) {
            source.change(tools.toArray(String[]::new));
            Made one = new Made(registry.register(source), source, tools);
            made.add(one);
            if (source.gone.isDone()) {
                model.remove(source.name());
            } else {
                model.put(source.name(), one);
            }
        }

        private void check(List<String> before, int told) {
            List<String> names = listed();
            assertThat(registry.tools()).extracting(ToolDefinition::name).isEqualTo(names);
            for (Map.Entry<String, Made> current : model.entrySet()) {
                exposed(current.getKey(), current.getValue().tools()).forEach(name -> assertThat(registry.find(name))
                        .isNotNull().extracting(RegisteredTool::source).isSameAs(current.getValue().source()));
            }
            for (String name : before) {
                assertThat(registry.find(name) != null).isEqualTo(names.contains(name));
            }
            if (!names.equals(before)) {
                assertThat(heard.get()).as("a change is told").isGreaterThan(told);
            }
        }

        private List<String> listed() {
            List<String> names = new ArrayList<>();
            model.forEach((name, current) -> names.addAll(exposed(name, current.tools())));
            return names;
        }

        private static List<String> exposed(String source, List<String> tools) {
            return tools.stream().distinct().filter(tool -> !source.isEmpty() || !tool.contains("__"))
                    .map(tool -> source.isEmpty() ? tool : source + "__" + tool).toList();
        }

        private static <T> @Nullable T pick(List<T> all, int which) {
            return all.isEmpty() ? null : all.get(which % all.size());
        }
    }
}
