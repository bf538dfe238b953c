/// Why a benchmark gives no figures, in one line.
struct BenchFailure: Error, CustomStringConvertible {
    /// The line.
    let description: String
}
