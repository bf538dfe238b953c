/// Everything a run of the engine's benchmark found out.
struct EngineReport: Encodable {
    /// The load average before.
    let loadAverageAtStart: String
    /// The load average after.
    let loadAverageAtEnd: String
    /// How long it all took.
    let seconds: Double
    /// How many processors there are.
    let processors: Int
    /// The folder that the databases were in.
    let folder: String
    /// How often each pair was measured.
    let rounds: Int
    /// How long the engine worked each time.
    let secondsEach: Double
    /// What the floor commits.
    let floor: String
    /// The workload.
    let cases: [EngineCase]
    /// The recovery scan.
    let recoveryScan: RecoveryScanFigures
    /// The database of finished runs, where it was asked for.
    let large: LargeFigures?
    /// The bars, and what came of them.
    let bars: [EngineBar]
    /// What was left out, and why.
    let skipped: [String]
}
