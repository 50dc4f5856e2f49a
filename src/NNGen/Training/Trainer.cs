using System.Numerics;
using NNGen.CompilerServices;

namespace NNGen;

/// <summary>Trains a network step by step, for custom training loops; <c>Fit</c> is built on it.</summary>
/// <remarks>
/// It owns everything that training needs in addition to the network: the memory of a pass, the gradients, the optimizer's state and, for
/// large batches, threads. After the first step of a size, nothing is allocated. The results have the same bits with any number of threads. A
/// trainer takes one step at a time.
/// </remarks>
/// <typeparam name="TNetwork">The network class.</typeparam>
/// <typeparam name="T">Its element type.</typeparam>
public sealed partial class Trainer<TNetwork, T> : IDisposable
    where TNetwork : class, INetwork<TNetwork, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Values in one cache line, so that no two threads write to the same line.</summary>
    private const int RangeAlignment = 16;

    private readonly PassRunner<TNetwork, T> passes;
    private readonly AlignedBlock<T> gradients;
    private readonly OptimizerState<T> state;
    private readonly Regularizer<T>? regularizer;
    private readonly GradientClipper<T>? clipper;
    private readonly WeightConstraints<T>? constraints;
    private readonly BatchBuffer<T> buffer;
    private readonly PinnedBatch<T> pinned = new();
    private readonly Func<BatchSource<T>, bool, bool> pinnedStep;
    private readonly Action<int, int> gradientsPhase;
    private readonly Action<int, int> sumPhase;
    private readonly Action<int, int> meanPhase;
    private readonly Action<int, int> regularizePhase;
    private readonly Action<int, int> checkPhase;
    private readonly Action<int, int> measurePhase;
    private readonly Action<int, int> updatePhase;
    private readonly Action<int, int> constrainPhase;
    private readonly ThreadTrials? trials;
    private readonly RankSum? ranks;
    private ShardedPass<TNetwork, T>? sharded;
    private GradientSum<T>? sum;
    private int batchSize;
    private int workers;
    private long countedSteps;
    private long batchWeight;
    private BatchSource<T>? source;
    private ParameterValues<T>? values;
    private T lastLoss;
    private volatile bool overflowed;
    private volatile bool disposed;
    private int busy;

    /// <summary>Creates a trainer with a fresh optimizer state.</summary>
    /// <param name="network">The network to train; its parameters change in place.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="maxBatchSize">
    /// The batch size for which memory is allocated at once; it grows for larger batches. 0 allocates in the first step.
    /// </param>
    /// <param name="maxDegreeOfParallelism">
    /// The number of threads, including the calling one. With -1, batches of more than about 20 million floating-point operations (2 million if
    /// they follow one another at once) are computed by as many threads as are fastest, which steps measure, and smaller ones by one.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="maxBatchSize"/> is negative, or <paramref name="maxDegreeOfParallelism"/> is neither -1 nor from 1 to 1,024.
    /// </exception>
    public Trainer(TNetwork network, Optimizer optimizer, int maxBatchSize = 0, int maxDegreeOfParallelism = -1)
        : this(network, optimizer, group: null, shards: 0, maxBatchSize, maxDegreeOfParallelism)
    {
    }

    /// <summary>Creates a trainer that shares every batch with other processes, or computes it in shards as they would.</summary>
    /// <remarks>
    /// All ranks take the same steps: each gives the whole batch, or calls <c>Fit</c> with the same samples, and computes its part. The first step
    /// starts with the parameters and the optimizer's state of rank 0; its learning rate is that of all.
    /// </remarks>
    /// <param name="network">The network to train; its parameters change in place.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="group">The processes; null for this one alone.</param>
    /// <param name="shards">See <see cref="FitOptions.Shards"/>.</param>
    /// <param name="maxBatchSize">
    /// The batch size for which memory is allocated at once; it grows for larger batches. 0 allocates in the first step.
    /// </param>
    /// <param name="maxDegreeOfParallelism">The maximum number of threads of this process, including the calling one; -1 uses all processors.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="shards"/> is not 0 or a power of two up to 1,024.</exception>
    /// <exception cref="ArgumentException">
    /// With <paramref name="shards"/>, the number of ranks is not a power of two up to theirs; or the network carries states from batch to batch.
    /// </exception>
    public Trainer(
        TNetwork network, Optimizer optimizer, IProcessGroup? group, int shards, int maxBatchSize = 0, int maxDegreeOfParallelism = -1)
    {
        Guard.Shards(shards, nameof(shards));
        ranks = RankSum.Of(group, shards);
        if (ranks is not null && TNetwork.Description.CarriesState)
        {
            throw new ArgumentException($"{TNetwork.Description.Name} carries states from batch to batch, which ranks and shards do not share: train it in one process, or leave out Stateful.", nameof(group));
        }

        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(optimizer);
        Guard.AtLeast(maxBatchSize, 0, nameof(maxBatchSize));
        NetworkDescription description = TNetwork.Description;
        Network = network;
        Optimizer = optimizer;
        passes = new PassRunner<TNetwork, T>(network, maxDegreeOfParallelism);
        // Of several ranks, each waits for the others, so the time of a step says little about its threads.
        trials = ranks is null ? new(TimeProvider.System) : null;
        gradients = new AlignedBlock<T>(description.ParameterCount);
        state = new OptimizerState<T>(optimizer, description.ParameterCount);
        clipper = optimizer is { ClipValue: null, ClipNorm: null, GlobalClipNorm: null } ? null : new(optimizer, description);
        regularizer = Regularizer<T>.For(description);
        constraints = WeightConstraints<T>.For(description);
        buffer = new BatchBuffer<T>(description);
        pinnedStep = (shared, isUpdate) => TryStep(shared.View, shared, workers, default, isUpdate, out lastLoss);
        gradientsPhase = (worker, workers) =>
        {
            if (!Network.WeightGradients(source!.View, passes.Workspace, gradients.Span, worker, workers)) { overflowed = true; }
        };
        sumPhase = (worker, workers) =>
        {
            (int start, int end) = RangeOf(worker, workers);
            if (start < end) { sum!.Add(gradients.Span, batchWeight, start, end - start); }
        };
        meanPhase = (worker, workers) =>
        {
            (int start, int end) = RangeOf(worker, workers);
            if (start < end) { sum!.Mean(gradients.Span, batchWeight, start, end - start); }
        };
        regularizePhase = (worker, workers) => regularizer!.AddGradients(values!.Span, gradients.Span, worker, workers);
        constrainPhase = (worker, workers) => constraints!.Apply(values!.Trainable, worker, workers);
        checkPhase = Check;
        measurePhase = (worker, workers) => clipper!.Measure(gradients.Span, worker, workers);
        updatePhase = Update;
        Measure(null);
        if (maxBatchSize > 0) { passes.Reserve(ranks is null ? maxBatchSize : (maxBatchSize + ranks.Shards - 1) / ranks.Shards); }
    }

    /// <summary>The network.</summary>
    public TNetwork Network { get; }

    /// <summary>The optimizer; its learning rate may be changed between steps.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>Steps taken so far.</summary>
    public long StepCount => state.Step;

    /// <summary>
    /// The gradients of the last step, including those of L1 and L2 regularization, clipped if the optimizer clips, in the order of the network's
    /// parameters.
    /// </summary>
    public ReadOnlySpan<T> Gradients => gradients.Span;

    /// <summary>
    /// The seed of the masks of <c>[Dropout]</c> and <c>[SpatialDropout]</c> and the noise of <c>[GaussianNoise]</c>: the same seed gives the same values on every machine, and
    /// every step has different ones. 0 by default; <c>Fit</c> sets it to <see cref="FitOptions.Seed"/>.
    /// </summary>
    public int NoiseSeed { get; set; }

    /// <summary>
    /// Whether sample weights of <see cref="Step(in Batch{T})"/> and <see cref="Accumulate(in Batch{T})"/> may be negative; false unless set,
    /// because a negative weight is usually a mistake: it increases the sample's loss. A policy gradient needs it: the loss −A·ln p(action) is
    /// cross-entropy of the action's number, weighted by the advantage A. The loss that a step returns is then not a measure of progress.
    /// <c>Fit</c> takes no negative weights either way.
    /// </summary>
    public bool AllowNegativeWeights { get; set; }

    /// <summary>The step of the masks and noise of the next pass.</summary>
    internal long NoiseStep { get; set; }

    /// <summary>Samples of <see cref="Accumulate(in Batch{T})"/> that the next step includes.</summary>
    public long AccumulatedSamples => sum?.Samples ?? 0;

    /// <summary>Whether the update of the last step made a parameter, or the optimizer's state, infinite or NaN.</summary>
    internal bool IsSpoiled { get; private set; }

    /// <summary>What regularization has added to the loss of the last batch.</summary>
    internal double Penalty { get; private set; }

    internal PassRunner<TNetwork, T> Passes => passes;

    internal BatchBuffer<T> Buffer => buffer;

    internal OptimizerState<T> State => state;

    /// <summary>How batches are divided among processes and shards; null if they are not.</summary>
    internal RankSum? Ranks => ranks;

    /// <summary>What the ranks tell each other; null if batches are not divided.</summary>
    internal RankAgreement? Agreement => sharded?.Agreement;

    /// <summary>Takes one step on samples with targets.</summary>
    /// <param name="inputs">Row-major samples, <c>[batch, InputSize]</c>.</param>
    /// <param name="targets">Row-major targets, <c>[batch, OutputSize]</c>.</param>
    /// <param name="sampleWeights">A weight per sample, <c>[batch]</c>, or empty.</param>
    /// <returns>The mean loss of the batch before the step, with the penalty of L1 and L2 regularization, as Keras reports it.</returns>
    /// <exception cref="ArgumentException">
    /// A length does not fit, a label is out of range, a value is not finite, or a weight is negative and <see cref="AllowNegativeWeights"/> is
    /// not set.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// The network declares no loss, is being trained on another thread, or an editor of its parameters is open.
    /// </exception>
    /// <exception cref="NonFiniteLossException">
    /// The loss or a gradient is infinite or NaN, and the parameters are unchanged; or the update itself made a parameter infinite or NaN: then
    /// the message says so.
    /// </exception>
    public T Step(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> sampleWeights = default) =>
        Step(new Batch<T>
        {
            Size = BatchChecks.SizeOf(TNetwork.Description, inputs),
            Inputs = inputs,
            Targets = targets,
            SampleWeights = sampleWeights,
        });

    /// <summary>Takes one step on samples with class numbers.</summary>
    /// <param name="inputs">Row-major samples, <c>[batch, InputSize]</c>.</param>
    /// <param name="classes">A class per sample, <c>[batch]</c>, from 0 to OutputSize - 1 (0 or 1 for a single output).</param>
    /// <param name="sampleWeights">A weight per sample, <c>[batch]</c>, or empty.</param>
    /// <inheritdoc cref="Step(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})" path="/returns|/exception"/>
    public T Step(ReadOnlySpan<T> inputs, ReadOnlySpan<int> classes, ReadOnlySpan<T> sampleWeights = default) =>
        Step(new Batch<T>
        {
            Size = BatchChecks.SizeOf(TNetwork.Description, inputs),
            Inputs = inputs,
            Classes = classes,
            SampleWeights = sampleWeights,
        });

    /// <summary>Takes one step on samples of token ids with class numbers. Allocates nothing once warm.</summary>
    /// <param name="inputs">Ids, <c>[batch, InputSize]</c>, sample by sample; of another network, numbers.</param>
    /// <param name="classes">A class per sample, <c>[batch]</c>, or per step of it, <c>[batch, steps]</c>.</param>
    /// <param name="sampleWeights">A weight per sample, <c>[batch]</c>, or empty.</param>
    /// <inheritdoc cref="Step(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})" path="/returns|/exception"/>
    public T Step(ReadOnlySpan<int> inputs, ReadOnlySpan<int> classes, ReadOnlySpan<T> sampleWeights = default) =>
        Step(TokenIds.RowsOrNumbers<T>(inputs, TNetwork.Description, nameof(inputs)), classes, sampleWeights);

    /// <summary>Takes one step on samples of token ids with targets. Allocates nothing once warm.</summary>
    /// <param name="inputs">Ids, <c>[batch, InputSize]</c>, sample by sample; of another network, numbers.</param>
    /// <param name="targets">Row-major targets, <c>[batch, OutputSize]</c>.</param>
    /// <param name="sampleWeights">A weight per sample, <c>[batch]</c>, or empty.</param>
    /// <inheritdoc cref="Step(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})" path="/returns|/exception"/>
    public T Step(ReadOnlySpan<int> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> sampleWeights = default) =>
        Step(TokenIds.RowsOrNumbers<T>(inputs, TNetwork.Description, nameof(inputs)), targets, sampleWeights);

    /// <summary>Takes one step on a batch; with <see cref="Batch{T}.OutputGradients"/>, for the caller's own loss.</summary>
    /// <param name="batch">The samples.</param>
    /// <returns>The mean loss of the batch before the step; zero with the caller's own loss.</returns>
    /// <inheritdoc cref="Step(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})" path="/exception"/>
    public T Step(in Batch<T> batch) => Step(batch, isUpdate: true);

    private T Step(in Batch<T> batch, bool isUpdate)
    {
        BatchChecks.Check(TNetwork.Description, batch, AllowNegativeWeights);
        Enter();
        try
        {
            passes.Memory?.RequireCarried(batch.Size);
            workers = passes.WorkersFor(batch.Size, 6, trials);
            bool taken = workers > 1 ? pinned.Run(batch, isUpdate, pinnedStep) : TryStep(batch, null, 1, default, isUpdate, out lastLoss);
            T loss = lastLoss;
            if (taken) { return loss; }

            BatchChecks.Inputs(TNetwork.Description, batch.Inputs, "inputs");
            throw NonFiniteLossException.For(loss, batch, Network.Parameters, Optimizer.LearningRate, [], 0, 0, isTaken: IsSpoiled);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>
    /// Begins anew with the next batch: the states of stateful layers become zero (<see cref="RecurrentAttribute.Stateful"/>), as they also do after a batch that
    /// failed. Without such layers, it does nothing.
    /// </summary>
    public void ResetStates() => passes.Memory?.ResetStates();

    /// <summary>Some samples begin anew with the next batch, and the others go on.</summary>
    /// <param name="samples">Which samples begin anew, one flag for each sample of the last batch.</param>
    /// <exception cref="ArgumentException">There are not as many flags as samples in the last batch.</exception>
    public void ResetStates(ReadOnlySpan<bool> samples) => passes.Memory?.ResetStates(samples);

    /// <summary>
    /// Adds the gradients of samples with targets to those of the next step, without changing the parameters: the step is then that of one batch of
    /// all these samples, but memory is needed only for the samples of one call.
    /// </summary>
    /// <inheritdoc cref="Step(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})" path="/param|/exception"/>
    /// <returns>The mean loss of these samples.</returns>
    public T Accumulate(ReadOnlySpan<T> inputs, ReadOnlySpan<T> targets, ReadOnlySpan<T> sampleWeights = default) =>
        Accumulate(new Batch<T>
        {
            Size = BatchChecks.SizeOf(TNetwork.Description, inputs),
            Inputs = inputs,
            Targets = targets,
            SampleWeights = sampleWeights,
        });

    /// <summary>Adds the gradients of samples with class numbers to those of the next step, without changing the parameters.</summary>
    /// <inheritdoc cref="Step(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T})" path="/param"/>
    /// <inheritdoc cref="Step(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})" path="/exception"/>
    /// <returns>The mean loss of these samples.</returns>
    public T Accumulate(ReadOnlySpan<T> inputs, ReadOnlySpan<int> classes, ReadOnlySpan<T> sampleWeights = default) =>
        Accumulate(new Batch<T>
        {
            Size = BatchChecks.SizeOf(TNetwork.Description, inputs),
            Inputs = inputs,
            Classes = classes,
            SampleWeights = sampleWeights,
        });

    /// <summary>
    /// Adds the gradients of a batch to those of the next step, without changing the parameters. Batches are weighted by their samples: the step
    /// uses the mean gradient over all samples since the last step, as for one large batch. Statistics, such as those of a batch normalization, are
    /// those of each batch (or shard), and update the running ones.
    /// </summary>
    /// <param name="batch">The samples.</param>
    /// <inheritdoc cref="Step(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T})" path="/exception"/>
    /// <returns>The mean loss of the batch; zero with the caller's own loss.</returns>
    public T Accumulate(in Batch<T> batch) => Step(batch, isUpdate: false);

    /// <summary>Ends the threads, if there are any. The network stays usable.</summary>
    public void Dispose()
    {
        disposed = true;
        passes.Dispose();
    }

    /// <summary>Takes a step on the content of <see cref="Buffer"/>.</summary>
    /// <param name="extra">What to compute in addition to the step.</param>
    /// <param name="isUpdate">Whether the parameters change; otherwise the gradients are kept for the next step.</param>
    /// <param name="loss">The mean loss of the batch.</param>
    internal bool TryStepOnBuffer(PassMode extra, bool isUpdate, out T loss)
    {
        Enter();
        try
        {
            Batch<T> batch = buffer.View;
            passes.Memory?.RequireCarried(batch.Size);
            return TryStep(batch, buffer, passes.WorkersFor(batch.Size, 6, trials), extra, isUpdate, out loss);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Discards accumulated gradients.</summary>
    private void ForgetAccumulated()
    {
        if (sum is not null) { (sum.Samples, sum.Weight) = (0, 0); }
    }

    /// <summary>
    /// The step itself: false, with unchanged parameters, if an input, the loss or a gradient is not finite; also false if the update overflowed
    /// (<see cref="IsSpoiled"/>).
    /// </summary>
    private bool TryStep(in Batch<T> batch, BatchSource<T>? shared, int workers, PassMode extra, bool isUpdate, out T loss)
    {
        bool ownLoss = batch.OutputGradients.Length > 0;
        IsSpoiled = false;
        Penalty = 0;
        batchSize = batch.Whole;
        countedSteps = IgnoredSteps.Count(TNetwork.Description, batch);
        if (shared is not null) { shared.CountedSteps = countedSteps; }

        // Of several batches, each counts as much as its samples, or as those of its steps that are not ignored.
        batchWeight = TNetwork.Description.IgnoreIndex is null || batch.Classes.IsEmpty ? batchSize : countedSteps;
        // A caller's gradient is propagated through the last activation, which a pass computes only with the outputs.
        PassMode mode = PassMode.Forward | PassMode.BatchStatistics | PassMode.Backward | PassMode.Training | extra | (ownLoss ? PassMode.Outputs : PassMode.Loss);
        bool isFinite = sharded is null
            ? TryGradients(batch, shared, workers, mode, ownLoss, out loss)
            : TryShardedGradients(batch with { NoiseSeed = NoiseSeed, NoiseStep = NoiseStep, CountedSteps = countedSteps }, shared, workers, mode, ownLoss, out loss);
        bool isTaken = isFinite && TryUpdate(workers, ownLoss, isUpdate, ref loss);
        if (isTaken) { trials?.Done(); }
        else { passes.Memory?.ResetStates(); }
        return isTaken;
    }

    /// <summary>The gradients of a batch: false if an input, the loss or a gradient is not finite.</summary>
    private bool TryGradients(in Batch<T> batch, BatchSource<T>? shared, int workers, PassMode mode, bool ownLoss, out T loss)
    {
        if (workers == 1) { passes.Pass(values!, batch with { NoiseSeed = NoiseSeed, NoiseStep = NoiseStep, CountedSteps = countedSteps }, mode); }
        else
        {
            (shared!.NoiseSeed, shared.NoiseStep) = (NoiseSeed, NoiseStep);
            passes.Pass(values!, shared, mode, workers);
        }

        loss = ownLoss ? T.Zero : passes.Workspace.MeanLoss;
        if (!T.IsFinite(loss) || passes.Workspace.HasNonFiniteInputs) { return false; }

        passes.Workspace.Carry();
        source = shared;
        overflowed = false;
        if (workers == 1) { overflowed = !Network.WeightGradients(batch, passes.Workspace, gradients.Span, 0, 1); }
        else { passes.Run(gradientsPhase, workers); }

        overflowed |= !Network.AddSharedGradients(passes.Workspace, gradients.Span);
        return !overflowed;
    }

    /// <summary>The step itself, once the gradients of the batch are known.</summary>
    private bool TryUpdate(int workers, bool ownLoss, bool isUpdate, ref T loss)
    {
        if (!isUpdate) { return TryAccumulate(workers, ownLoss, ref loss); }
        if (sum is { Samples: > 0 }) { passes.Run(meanPhase, workers); }
        if (regularizer is not null)
        {
            passes.Run(regularizePhase, workers);
            if (!TryAddPenalty(regularizer.Penalty, ownLoss, ref loss)) { return false; }
        }

        if (clipper is { NeedsNorms: true })
        {
            passes.Run(measurePhase, workers);
            if (!double.IsFinite(clipper.ComputeScales())) { return false; }
        }
        else if ((sum is { Samples: > 0 } || regularizer is not null) && !AreGradientsFinite(workers)) { return false; }

        state.Step++;
        NoiseStep++;
        ForgetAccumulated();
        overflowed = false;
        passes.Run(updatePhase, workers);
        if (constraints is not null) { passes.Run(constrainPhase, workers); }
        UpdateState();
        MarkChanged();
        IsSpoiled = overflowed;
        return !IsSpoiled;
    }

    /// <summary>Keeps the gradients of a batch for the next step.</summary>
    private bool TryAccumulate(int workers, bool ownLoss, ref T loss)
    {
        if (regularizer is not null && !TryAddPenalty(regularizer.PenaltyOf(values!.Span), ownLoss, ref loss)) { return false; }
        sum ??= new GradientSum<T>(gradients.Length);
        passes.Run(sumPhase, workers);
        sum.Samples += batchSize;
        sum.Weight += batchWeight;
        NoiseStep++;
        overflowed = false;
        UpdateState();
        if (TNetwork.Description.StateCount > 0) { MarkChanged(); }
        IsSpoiled = overflowed;
        return !IsSpoiled;
    }

    /// <summary>Updates running statistics; the variance of finite values may still overflow.</summary>
    private void UpdateState()
    {
        if (TNetwork.Description.StateCount == 0) { return; }
        if (sharded is null) { Network.UpdateState(values!, passes.Workspace); }
        else { sharded.UpdateState(values!, batchSize); }

        if (!Lanes.AllFinite<T>(values!.State)) { overflowed = true; }
    }

    private bool TryAddPenalty(double penalty, bool ownLoss, ref T loss)
    {
        Penalty = penalty;
        if (!ownLoss) { loss = T.CreateChecked(double.CreateChecked(loss) + penalty); }
        return double.IsFinite(penalty) && T.IsFinite(loss);
    }

    private bool AreGradientsFinite(int workers)
    {
        overflowed = false;
        passes.Run(checkPhase, workers);
        return !overflowed;
    }

    private void Check(int worker, int workers)
    {
        (int start, int end) = RangeOf(worker, workers);
        if (start < end && !Lanes.AllFinite<T>(gradients.Span[start..end])) { overflowed = true; }
    }

    private void Update(int worker, int workers)
    {
        (int start, int end) = RangeOf(worker, workers);
        if (start >= end) { return; }

        clipper?.Clip(gradients.Span, start, end - start);
        if (!Optimizer.Update(values!.Trainable, gradients.Span, state, start, end - start)) { overflowed = true; }
    }

    /// <summary>The gradients of one thread, in whole cache lines.</summary>
    private (int Start, int End) RangeOf(int worker, int workers)
    {
        int lines = (gradients.Span.Length + RangeAlignment - 1) / RangeAlignment;
        int start = (int)((long)lines * worker / workers) * RangeAlignment;
        int end = Math.Min((int)((long)lines * (worker + 1) / workers) * RangeAlignment, gradients.Span.Length);
        return (start, end);
    }

    private void Enter()
    {
        if (disposed) { throw new ObjectDisposedException("Trainer", "This trainer is disposed; its network is still usable (create another trainer)."); }
        if (Interlocked.Exchange(ref busy, 1) != 0)
        {
            throw new InvalidOperationException(
                "Another thread is in this trainer; a trainer takes one step at a time (use maxDegreeOfParallelism for threads).");
        }

        try
        {
            values = Network.Parameters.BeginStep();
        }
        catch (InvalidOperationException)
        {
            Volatile.Write(ref busy, 0);
            throw;
        }
    }

    private void Leave()
    {
        Network.Parameters.EndStep();
        Volatile.Write(ref busy, 0);
    }
}
