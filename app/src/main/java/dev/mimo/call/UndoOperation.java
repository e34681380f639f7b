package dev.mimo.call;

import dev.mimo.call.Operation.Call;
import dev.mimo.call.Operation.Effect;
import dev.mimo.call.Operation.Title;
import dev.mimo.terms.Namespace;
import dev.mimo.terms.Receipt;
import dev.mimo.terms.UndoHandle;

/// Taking a write back, whatever it wrote.
public final class UndoOperation {
    private UndoOperation() {}

    /// @param handle of the write's receipt
    public record Request(Namespace namespace, UndoHandle handle) {}

    public static Call<Request, Receipt> undo() {
        RecordShape.Builder<Request> of = RecordShape.named("Undo");
        Field<Namespace> namespace = CommonShapes.namespaceOf(of, Request::namespace);
        Field<UndoHandle> handle = of.required("handle", "The undo handle of a receipt.",
                ValueShapes.text(CommonShapes.ID_MAX).as(UndoHandle::new, UndoHandle::value), Request::handle);
        return new Call<>(new Title("undo", "Receipts", "Take a write back", "Works once, within 30 days, and restores "
                + "exactly; it is itself a write, whose own handle reverses it."),
                Effect.WRITES, HttpForm.of("POST", "/v1/undo/{handle}", HttpForm.Body.NONE),
                of.made(values -> new Request(values.get(namespace), values.get(handle))), CommonShapes.written());
    }
}
