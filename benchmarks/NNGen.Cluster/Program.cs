using System.Globalization;
using Cluster;
using NNGen;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Batch = 512;
return args switch
{
    ["measure", ..] when !Mpi.IsLaunched => Measure(null),
    ["measure", ..] => Mpi.Run(group => Measure(group)),
    ["overlap", ..] => Mpi.Run(Overlap),
    ["model", .. var links] => Model(links),
    _ => Usage(),
};

// Time of a step of one batch, shared by the ranks, against the model with the link that was just measured.
static int Measure(IProcessGroup? group)
{
    int ranks = group?.Size ?? 1;
    bool isFirst = group is null or { Rank: 0 };
    Link? link = ranks > 1 ? Link.Measure(group!) : null;
    if (isFirst) { Console.WriteLine($"{ranks} ranks{(link is null ? "" : $", link {link}")}, batches of {Batch}, one thread each"); }
    if (isFirst) { Console.WriteLine($"{"network",-18}{"gradients",12}{"computing",12}{"plain sum",12}{"8 shards",12}{"model",12}{"overlap",12}"); }
    foreach (Workload workload in Workload.All)
    {
        double computing = workload.Step(Batch / ranks, null, 0);
        double plain = workload.Step(Batch, group, 0), shards = workload.Step(Batch, group, 8);
        double exchange = link?.Exchange(ranks, workload.Parameters * 4.0) ?? 0, model = computing + exchange;

        // What an exchange that overlaps with the gradients of the weights would save at most.
        double overlap = Math.Min(exchange, workload.WeightGradients(Batch / ranks)) / model;
        if (isFirst) { Console.WriteLine($"{workload.Name,-18}{workload.Parameters * 4 / 1000.0,9:N0} KB{computing,9:N0} µs{plain,9:N0} µs{shards,9:N0} µs{model,9:N0} µs{overlap,11:P0}"); }
    }

    return 0;
}

// The exchange during and after the gradients of the weights, in turn in one run.
static void Overlap(MpiGroup group)
{
    if (group.Rank == 0) { Console.WriteLine($"{"network",-18}{"after",12}{"overlap",12}{"ratio",8}{"medians",12}{"",12}{"ratio",8}"); }
    foreach (Workload workload in Workload.All[..3])
    {
        Overlapping times = workload.Overlap(Batch, group);
        if (group.Rank == 0)
        {
            Console.WriteLine(
                $"{workload.Name,-18}{times.Off,9:N0} µs{times.On,9:N0} µs{times.On / times.Off,8:0.00}{times.MedianOff,9:N0} µs{times.MedianOn,9:N0} µs{times.MedianOn / times.MedianOff,8:0.00}");
        }
    }
}

// Speed-ups for up to 256 ranks, from the computing time measured here and the links given: name,latency in µs,MB/s.
static int Model(string[] links)
{
    foreach (Workload workload in Workload.All)
    {
        // A fixed part (the update, the start of every pass) and one for each sample.
        double few = workload.Step(64, null, 0), many = workload.Step(1024, null, 0);
        double sample = (many - few) / (1024 - 64), fixedPart = Math.Max(0, few - (64 * sample));
        Console.WriteLine($"{workload.Name}: {workload.Parameters:N0} parameters, step = {fixedPart:N0} µs + {sample:N2} µs per sample");
        foreach (string text in links)
        {
            string[] parts = text.Split(',');
            var link = new Link(double.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(parts[2], CultureInfo.InvariantCulture));
            Print(parts[0] + ", batch 4,096 divided", ranks => Step(1, 4096) / Step(ranks, 4096.0 / ranks));
            Print(parts[0] + ", 64 samples per rank", ranks => ranks * Step(1, 64) / Step(ranks, 64));

            double Step(int ranks, double samples) => fixedPart + (samples * sample) + (ranks == 1 ? 0 : link.Exchange(ranks, workload.Parameters * 4.0));
        }
    }

    return 0;

    static void Print(string name, Func<int, double> speedUp) =>
        Console.WriteLine($"  {name,-34}{string.Concat(Enumerable.Range(1, 8).Select(i => $"{speedUp(1 << i),8:0.0}"))}");
}

static int Usage()
{
    Console.Error.WriteLine("measure (alone, or started by mpirun), overlap (by mpirun), or model NAME,LATENCY_US,MB_PER_S ...");
    return 2;
}
