package dev.mimo.procedures.expression;

import dev.mimo.json.Json;
import dev.mimo.json.JsonLimits;
import dev.mimo.procedures.expression.tree.ExpressionException;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ExpressionTest {
    private static final Instant NOW = Instant.parse("2026-03-14T01:59:26Z");
    private static final JsonNode INPUT = Json.parseObject("""
            {"orders": [{"sku": "a", "price": 2, "count": 3}, {"sku": "b", "price": 5, "count": 1}],
             "id": 9007199254740993, "none": null}
            """, JsonLimits.defaults());

    private static @Nullable JsonNode value(String expression) {
        return Expression.parse(expression).evaluate(INPUT, Map.of("env", Json.object().put("name", "test")),
                ExpressionBounds.of(NOW, new SplittableRandom(7)));
    }

    private static String text(String expression) {
        return String.valueOf(value(expression));
    }

    @Test
    void paths_filters_functions_and_groups_have_the_values_of_the_language() {
        assertThat(text("$sum(orders.(price * count))")).isEqualTo("11");
        assertThat(text("orders[price > 3].sku")).isEqualTo("\"b\"");
        assertThat(text("orders^(>price).sku")).isEqualTo("[\"b\",\"a\"]");
        assertThat(text("orders{sku: count}")).isEqualTo("{\"a\":3,\"b\":1}");
        assertThat(text("orders@$o.{'of': $env.name, 'sku': $o.sku}")).contains("\"of\":\"test\"");
        assertThat(text("orders.price.%.sku")).isEqualTo("[\"a\",\"b\"]");
        assertThat(text("$formatNumber(1234.5, '#,##0.00') & ' ' & $formatInteger(42, 'w')"))
                .isEqualTo("\"1,234.50 forty-two\"");
    }

    @Test
    void what_is_absent_is_no_null_and_a_large_number_keeps_its_digits() {
        assertThat(value("missing.field")).isNull();
        assertThat(text("none")).isEqualTo("null");
        assertThat(text("id")).isEqualTo("9007199254740993");
    }

    @Test
    void now_and_chance_are_what_is_given() {
        assertThat(text("$now()")).isEqualTo("\"2026-03-14T01:59:26.000Z\"");
        assertThat(text("$random() & $uuid()")).isEqualTo(text("$random() & $uuid()"));
    }

    @Test
    void whatever_grows_or_runs_without_end_is_stopped() {
        for (String runaway : new String[]{
                "($f := function(){ $f() }; $f())",
                "($f := function($n){ 1 + $f($n) }; $f(1))",
                "($f := function($s){ $f($s & $s) }; $f('ab'))",
                "($f := function($a){ $f([$a, $a]) }; $f([1]))",
                "($x := $reduce([1..60], function($a, $i){ {'l': $a, 'r': $a} }, {'n': 1}); $string($x))",
                "$reduce([1..60], function($a, $i){ [[$a], [$a]] }, [1])",
                "$pad('x', 1000000000)",
                "[1..10000000]",
                "$match($pad('', 60, 'a') & 'b', /(a|aa)+\\1c/)",
                "$join($map([1..2000], function($i){ $pad('x', 100000) }))"}) {
            assertThatExceptionOfType(ExpressionException.class).as(runaway).isThrownBy(() -> value(runaway))
                    .satisfies(stopped -> assertThat(stopped.code()).isEqualTo("U1001"));
        }
    }

    @Test
    void deep_nesting_is_declined_while_it_is_read() {
        for (String deep : new String[]{"(".repeat(20_000), "[".repeat(20_000), "a.".repeat(15_000) + "a",
                "-".repeat(20_000) + "1", "1" + "+1".repeat(15_000), "{'a':".repeat(5_000)}) {
            assertThatExceptionOfType(ExpressionException.class).isThrownBy(() -> value(deep));
        }
    }
}
