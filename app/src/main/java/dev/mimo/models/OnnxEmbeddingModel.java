package dev.mimo.models;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.Result;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import dev.mimo.models.TextTokenizer.Encoded;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A BERT-like model run by ONNX Runtime inside this process. Each call computes on its caller's thread alone, so
/// calls run side by side, and gives the same numbers whatever else runs.
final class OnnxEmbeddingModel implements EmbeddingModel {
    private static final Set<String> INPUTS = Set.of("input_ids", "attention_mask", "token_type_ids");

    /// Of a text's characters, so that it is read. Of English sentences whose words were replaced one by one with Thai
    /// or with Russian ones, a question found the right one of six as long as two fifths were left, and no longer at
    /// three tenths.
    private static final double KNOWN_MIN = 0.4;

    private final ModelSpec spec;
    private final TextTokenizer tokenizer;
    private final PassageCutter cutter;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String output;
    private final int dimension;
    /// Calls inside the session, plus one until it is to be closed. Native code must not run in a closed session,
    /// and nobody should have to wait for that: whoever leaves last closes it.
    private final AtomicInteger users = new AtomicInteger(1);
    private volatile float @Nullable [] common;
    private volatile CosineRange cosines = CosineRange.USUAL;
    private volatile boolean closing;

    private OnnxEmbeddingModel(ModelSpec spec, TextTokenizer tokenizer, OrtEnvironment environment,
            OrtSession session) throws OrtException, BrokenModelException {
        this.spec = spec;
        this.tokenizer = tokenizer;
        this.cutter = new PassageCutter(tokenizer::count, spec.tokensMax(), 2 + tokenizer.count(spec.passagePrefix()));
        this.environment = environment;
        this.session = session;
        if (!INPUTS.containsAll(session.getInputNames())) {
            throw new BrokenModelException(spec.weights() + " wants the inputs " + session.getInputNames()
                    + "; only " + INPUTS + " can be given.");
        }
        Entry<String, TensorInfo> tokenVectors = tokenVectors(spec, session.getOutputInfo());
        this.output = tokenVectors.getKey();
        this.dimension = (int) tokenVectors.getValue().getShape()[2];
        if (dimension != spec.dimension()) {
            throw new BrokenModelException(spec.weights() + " gives vectors of " + dimension
                    + " dimensions; write \"dimension\": " + dimension + " into mimo-model.json beside it.");
        }
    }

    /// Loads the model and tries it once.
    ///
    /// @throws BrokenModelException when a file is missing or is not what it should be
    static OnnxEmbeddingModel open(ModelSpec spec, Path dist) throws BrokenModelException {
        spec.requirePresent();
        TextTokenizer tokenizer = tokenizer(spec, dist);
        OrtEnvironment environment = NativeLibraries.runtime();
        OrtSession session = null;
        boolean usable = false;
        try (SessionOptions options = options()) {
            // by path: from an array, the weights would be in memory twice
            session = environment.createSession(spec.weights().toString(), options);
            OnnxEmbeddingModel model = new OnnxEmbeddingModel(spec, tokenizer, environment, session);
            model.tryOut();
            if (!spec.isBundled()) {
                model.cosines = CosineRange.measured(texts -> vectors(texts, model::query),
                        texts -> vectors(texts, model::passage));
            }
            usable = true;
            return model;
        } catch (OrtException | IllegalStateException e) {
            throw new BrokenModelException(spec.weights() + " cannot be used: " + e.getMessage(), e);
        } finally {
            if (session != null && !usable) {
                close(session);
            }
        }
    }

    private static List<float[]> vectors(List<String> texts, Function<String, Embedding> embedding) {
        return texts.stream().map(text -> embedding.apply(text).vector()).toList();
    }

    /// The one that needs no native code, where it will do.
    private static TextTokenizer tokenizer(ModelSpec spec, Path dist) throws BrokenModelException {
        if (spec.isBundled() || WordPieceTokenizer.canRead(spec.tokenizer())) {
            return WordPieceTokenizer.read(spec.tokenizer());
        }
        NativeLibraries.loadTokenizers(dist);
        return LibraryTokenizer.read(spec.tokenizer());
    }

    private static SessionOptions options() throws OrtException {
        SessionOptions options = new SessionOptions();
        options.setIntraOpNumThreads(1);
        options.setInterOpNumThreads(1);
        // A memory plan is kept for each length of text seen, about 25 MB in all, and no call gets faster by it.
        options.setMemoryPatternOptimization(false);
        return options;
    }

    private static Entry<String, TensorInfo> tokenVectors(ModelSpec spec, Map<String, NodeInfo> outputs)
            throws BrokenModelException {
        for (Entry<String, NodeInfo> each : outputs.entrySet()) {
            if (each.getValue().getInfo() instanceof TensorInfo tensor) {
                long[] shape = tensor.getShape();
                if (shape.length == 3 && shape[2] > 0) {
                    return Map.entry(each.getKey(), tensor);
                }
            }
        }
        throw new BrokenModelException(spec.weights() + " has no output with one vector per token.");
    }

    private void tryOut() throws BrokenModelException {
        for (float each : query("ready?").vector()) {
            if (!Float.isFinite(each)) {
                throw new BrokenModelException(spec.weights() + " gives vectors that are not numbers.");
            }
        }
    }

    @Override
    public String id() {
        return spec.id();
    }

    @Override
    public CosineRange cosines() {
        return cosines;
    }

    @Override
    public int dimension() {
        return dimension;
    }

    @Override
    public Embedding query(String text) {
        return embed(spec.queryPrefix(), text);
    }

    @Override
    public Embedding passage(String text) {
        return embed(spec.passagePrefix(), text);
    }

    @Override
    public boolean reads(String text) {
        return tokenizer.knownShare(text) >= KNOWN_MIN;
    }

    @Override
    public List<String> passages(String text) {
        return cutter.cut(text).stream().filter(this::reads).toList();
    }

    private Embedding embed(String prefix, String text) {
        Encoded encoded = tokenizer.encode(prefix, text, spec.tokensMax());
        float[] states = run(encoded.ids());
        float[] vector = spec.pooling().pool(states, dimension);
        return new Embedding(vector, new ContentTokens(dimension).of(encoded, states, commonPart()));
    }

    /// What all tokens of this model have in common, from texts of everyday life; their vectors differ more, and fewer
    /// bits tell them apart, when it is taken out. Made when first needed, the same in every process.
    private float[] commonPart() {
        float[] known = common;
        if (known == null) {
            known = CalibrationTexts.commonPart(text -> {
                Encoded encoded = tokenizer.encode(spec.passagePrefix(), text, spec.tokensMax());
                return new ContentTokens(dimension).of(encoded, run(encoded.ids()), new float[dimension]);
            }, dimension);
            common = known;
        }
        return known;
    }

    private float[] run(int[] tokens) {
        enter();
        // an arena, as a direct buffer's memory would come back no sooner than the garbage collector
        try (Arena arena = Arena.ofConfined();
                Inputs inputs = new Inputs(arena, tokens);
                Result result = session.run(inputs.tensors, Set.of(output))) {
            FloatBuffer states = ((OnnxTensor) result.get(0)).getFloatBuffer();
            if (states.remaining() != tokens.length * dimension) {
                throw new IllegalStateException("the model answered with " + states.remaining() + " numbers for "
                        + tokens.length + " tokens");
            }
            float[] copy = new float[states.remaining()];
            states.get(copy);
            return copy;
        } catch (OrtException e) {
            throw new IllegalStateException("the model failed: " + e.getMessage(), e);
        } finally {
            leave();
        }
    }

    private void enter() {
        if (users.getAndUpdate(n -> n == 0 ? 0 : n + 1) == 0) {
            throw new IllegalStateException("the model is closed");
        }
        // or else busy callers, relieving each other, could keep a closed model open for good
        if (closing) {
            leave();
            throw new IllegalStateException("the model is closed");
        }
    }

    private void leave() {
        if (users.decrementAndGet() == 0) {
            close(session);
        }
    }

    @Override
    public synchronized void close() {
        if (!closing) {
            closing = true;
            leave();
        }
    }

    private static void close(OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("the model's session did not close", e);
        }
    }

    /// The tensors of one call, for those inputs the model has.
    private final class Inputs implements AutoCloseable {
        private final Map<String, OnnxTensor> tensors = new HashMap<>();

        Inputs(Arena arena, int[] tokens) throws OrtException {
            LongBuffer ids = buffer(arena, tokens.length);
            LongBuffer mask = buffer(arena, tokens.length);
            for (int i = 0; i < tokens.length; i++) {
                ids.put(i, tokens[i]);
                mask.put(i, 1);
            }
            try {
                add("input_ids", ids);
                add("attention_mask", mask);
                add("token_type_ids", buffer(arena, tokens.length));
            } catch (OrtException e) {
                close();
                throw e;
            }
        }

        /// Filled with zeros.
        private static LongBuffer buffer(Arena arena, int size) {
            MemorySegment segment = arena.allocate(ValueLayout.JAVA_LONG, size);
            return segment.asByteBuffer().order(ByteOrder.nativeOrder()).asLongBuffer();
        }

        private void add(String name, LongBuffer values) throws OrtException {
            if (session.getInputNames().contains(name)) {
                tensors.put(name,
                        OnnxTensor.createTensor(environment, values, new long[]{1, values.capacity()}));
            }
        }

        @Override
        public void close() {
            tensors.values().forEach(OnnxTensor::close);
        }
    }
}
