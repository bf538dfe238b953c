/// What a child process counted and how long it took.
struct TimingFigures: Codable {
    /// What there was.
    let count: Int
    /// How long it took.
    let milliseconds: Double
}
