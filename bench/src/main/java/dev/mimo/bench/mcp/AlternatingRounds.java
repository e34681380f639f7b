package dev.mimo.bench.mcp;

import dev.mimo.bench.kit.ChildProgram;
import dev.mimo.bench.kit.Figures;
import dev.mimo.bench.kit.LatencySample;
import dev.mimo.bench.kit.RankingMeasures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// Two servers in turns, so that what else the machine does meets both alike. What is reported is the median over
/// the rounds; ratios are taken within each round.
final class AlternatingRounds {
    private static final double TIMES_MOST = 1;
    private static final double THROUGHPUT_LEAST = 3;

    private final String how;
    private final int rounds;
    private final Duration length;
    private final Figures figures;
    private final List<Event> events = new ArrayList<>();

    /// @param how they are reached
    /// @param length of each lap
    AlternatingRounds(String how, int rounds, Duration length, Figures figures) {
        this.how = how;
        this.rounds = rounds;
        this.length = length;
        this.figures = figures;
    }

    /// What is asked of a server, and the way to it.
    record Runner(BenchSession link, ChildProgram program, RepeatedRequest ask) {
        Lap lap(Duration length) throws IOException {
            LatencySample single = link.oneByOne(ask, length);
            Duration before = program.processorTime();
            double perSecond = link.together(ask, length);
            double used = program.processorTime().minus(before).toNanos() / 1e3;
            return new Lap(single.median() * 1e3, single.percentile(0.99) * 1e3, perSecond,
                    used / (perSecond * length.toNanos() / 1e9));
        }

        Runner asked(RepeatedRequest other) {
            return new Runner(link, program, other);
        }

        int bytes() throws IOException {
            return link.result(ask).toString().length();
        }
    }

    /// Times in microseconds.
    ///
    /// @param p50 of one request at a time, as is `p99`
    /// @param perSecond with 32 at a time
    /// @param processor time of the server for each of those
    record Lap(double p50, double p99, double perSecond, double processor) {}

    private record Event(String what, Runner mimo, Runner node, List<Lap> ofMimo, List<Lap> ofNode) {
        double median(List<Lap> laps, ToDoubleFunction<Lap> value) {
            return RankingMeasures.median(laps.stream().mapToDouble(value).toArray());
        }

        /// Of Mimo's to the other's.
        double ratio(ToDoubleFunction<Lap> value) {
            double[] ratios = new double[ofMimo.size()];
            for (int round = 0; round < ratios.length; round++) {
                ratios[round] = value.applyAsDouble(ofMimo.get(round)) / value.applyAsDouble(ofNode.get(round));
            }
            return RankingMeasures.median(ratios);
        }
    }

    /// The same work, asked of both.
    void add(String what, Runner mimo, Runner node) {
        events.add(new Event(what, mimo, node, new ArrayList<>(), new ArrayList<>()));
    }

    /// @param warmUp for each event and server
    void run(Duration warmUp) throws IOException {
        for (Event event : events) {
            event.mimo.lap(warmUp.dividedBy(2));
            event.node.lap(warmUp.dividedBy(2));
        }
        for (int round = 0; round < rounds; round++) {
            for (Event event : events) {
                event.ofMimo.add(event.mimo.lap(length));
                event.ofNode.add(event.node.lap(length));
            }
        }
        for (Event event : events) {
            report(event);
        }
    }

    private void report(Event event) throws IOException {
        String what = event.what + " over " + how;
        figures.text(what + ", bytes of the result", "%d, node %d".formatted(
                event.mimo.bytes(), event.node.bytes()));
        figures.text(what + ", one at a time, p50", pair(event, Lap::p50, "µs"));
        figures.text(what + ", one at a time, p99", pair(event, Lap::p99, "µs"));
        figures.text(what + ", 32 at a time", pair(event, Lap::perSecond, "a second"));
        figures.text("  processor time of the server for each", pair(event, Lap::processor, "µs"));
        figures.atMost("  p50 against node", event.ratio(Lap::p50), "times", TIMES_MOST);
        figures.atMost("  p99 against node", event.ratio(Lap::p99), "times", TIMES_MOST);
        figures.figure("  throughput against node", event.ratio(Lap::perSecond), "times", THROUGHPUT_LEAST);
    }

    private static String pair(Event event, ToDoubleFunction<Lap> value, String unit) {
        return String.format(Locale.ROOT, "%.0f %s, node %.0f", event.median(event.ofMimo, value), unit,
                event.median(event.ofNode, value));
    }
}
