/// What one child process measured: the engine's workload, or the floor's.
struct WorkloadFigures: Codable {
    /// The workflows of the measured span.
    let workflows: Int
    /// The workflows before it, which warmed the process up.
    let warmUp: Int
    /// How long the span took.
    let seconds: Double
    /// Workflows in a second.
    let workflowsPerSecond: Double
    /// Commits in a second; nil for the engine, which does not tell.
    let commitsPerSecond: Double?
    /// Processor time of the span for each of its workflows, the user's and the kernel's.
    let cpuMillisecondsPerWorkflow: Double
    /// How often a thread waited of its own accord, for each workflow.
    let voluntarySwitchesPerWorkflow: Double
    /// The largest resident set of the process.
    let peakMegabytes: Double
    /// What each workflow left in the folder, after a truncating checkpoint of the write-ahead log.
    let stateBytesPerWorkflow: Double

    /// Puts the figures of a span together.
    init(
        workflows: Int,
        warmUp: Int = 0,
        seconds: Double,
        commits: Int? = nil,
        usage: (before: ProcessUsage, after: ProcessUsage),
        peakMegabytes: Double,
        stateBytes: Int
    ) {
        let count = Double(max(1, workflows))
        self.workflows = workflows
        self.warmUp = warmUp
        self.seconds = seconds
        workflowsPerSecond = Double(workflows) / seconds
        commitsPerSecond = commits.map { Double($0) / seconds }
        cpuMillisecondsPerWorkflow = (usage.after.cpu - usage.before.cpu) * 1_000 / count
        voluntarySwitchesPerWorkflow = Double(usage.after.voluntarySwitches - usage.before.voluntarySwitches) / count
        self.peakMegabytes = peakMegabytes
        stateBytesPerWorkflow = Double(stateBytes) / Double(max(1, workflows + warmUp))
    }
}
