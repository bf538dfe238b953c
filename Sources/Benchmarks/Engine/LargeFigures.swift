/// What a database full of finished runs does to the engine.
struct LargeFigures: Encodable {
    /// The finished runs; each has two rows of history and one checkpoint.
    let runs: Int
    /// What it took to fill the database.
    let fillSeconds: Double
    /// The size of the database.
    let megabytes: Double
    /// What was timed as the first page of the listing.
    let listing: String
    /// The first page, in a process that has just opened the file.
    let listingMilliseconds: Double
    /// New workflows a second in the full database, 8 concurrent: the median.
    let workflowsPerSecond: Double
    /// New workflows a second in an empty one, interleaved: the median.
    let emptyWorkflowsPerSecond: Double
    /// Processor time of a new workflow in the full database: the median.
    let cpuMillisecondsPerWorkflow: Double
    /// Processor time of a new workflow in an empty one: the median.
    let emptyCPUMillisecondsPerWorkflow: Double
    /// The share of the empty database's speed that is left: the median of the pairs.
    let speed: Double
}
