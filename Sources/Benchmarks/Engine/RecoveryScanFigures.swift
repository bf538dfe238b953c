/// What it takes to find the unfinished runs of a database that was just opened.
struct RecoveryScanFigures: Codable {
    /// The runs that had not ended.
    let runs: Int
    /// From before the file is opened to the list of runs: the median of a few processes.
    let milliseconds: Double
}
