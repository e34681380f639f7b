package dev.mimo.procedures.expression.picture;

import dev.mimo.procedures.expression.tree.ExpressionException;
import java.math.BigInteger;

/// Numbers as the Romans wrote them, in small letters.
final class RomanNumber {
    private static final int MAX = 1_000_000;
    private static final int[] VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
    private static final String[] LETTERS = {"m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"};

    private RomanNumber() {}

    static String of(BigInteger number) {
        if (number.compareTo(BigInteger.valueOf(MAX)) > 0) {
            throw new ExpressionException("D3137", "A number is too large to be written as the Romans did");
        }
        StringBuilder text = new StringBuilder();
        int rest = number.intValue();
        for (int i = 0; i < VALUES.length; i++) {
            text.repeat(LETTERS[i], rest / VALUES[i]);
            rest %= VALUES[i];
        }
        return text.toString();
    }

    static double parse(String text) {
        double sum = 0;
        int at = 0;
        for (int i = 0; i < VALUES.length; i++) {
            while (text.startsWith(LETTERS[i], at)) {
                sum += VALUES[i];
                at += LETTERS[i].length();
            }
        }
        return sum;
    }
}
