package dev.mimo.procedures.expression;

import dev.mimo.procedures.expression.ExpressionFunction.Native;
import dev.mimo.procedures.expression.ExpressionFunction.NativeBody;
import java.util.HashMap;
import java.util.Map;

/// The functions that every expression has, by name: those of the language, and those that Amazon States Language adds.
final class FunctionTable {
    private static final Map<String, Native> ALL = new HashMap<>();

    static {
        FunctionTable table = new FunctionTable();
        TextFunctions.addTo(table);
        PatternFunctions.addTo(table);
        NumberFunctions.addTo(table);
        ListFunctions.addTo(table);
        ObjectFunctions.addTo(table);
        TimeFunctions.addTo(table);
        StatesFunctions.addTo(table);
    }

    private FunctionTable() {}

    static Map<String, Native> all() {
        return ALL;
    }

    void add(String name, String signature, NativeBody body) {
        ALL.put(name, new Native(name, TypeSignature.of(signature), body));
    }
}
