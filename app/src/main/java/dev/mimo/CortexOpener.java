package dev.mimo;

import dev.mimo.call.LocalClient;
import dev.mimo.cortex.CortexRoom;
import dev.mimo.cortex.CortexRoom.CortexParts;
import dev.mimo.memory.operation.MemoryRoom;
import dev.mimo.telemetry.MetricsRegistry;
import dev.mimo.tools.VisibleText;
import java.time.Clock;

/// Opens the room of questions and conversations over the others.
final class CortexOpener {
    private CortexOpener() {}

    /// @param calls whoever answers; they answer questions, too, from here on
    static CortexRoom open(MemoryRoom memory, LocalClient calls, Settings settings, Clock clock,
            MetricsRegistry meters) {
        CortexRoom room = new CortexRoom(new CortexParts(memory, calls, settings.models(), settings.doors(),
                VisibleText::of, clock, meters.registry()));
        room.bind(calls);
        return room;
    }
}
