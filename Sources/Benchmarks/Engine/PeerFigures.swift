/// What a peer's script measured.
struct PeerFigures: Decodable {
    /// The peer's release.
    let version: String
    /// The workflows asked for.
    let asked: Int
    /// The workflows that were done.
    let done: Int
    /// Workflows in a second.
    let workflowsPerSecond: Double
    /// Processor time for each workflow.
    let cpuMillisecondsPerWorkflow: Double?
    /// The largest resident set.
    let peakMegabytes: Double
    /// What each workflow left on the disk.
    let stateBytesPerWorkflow: Double

    private enum CodingKeys: String, CodingKey {
        case version
        case asked = "n"
        case done
        case workflowsPerSecond = "wf_per_s"
        case cpuMillisecondsPerWorkflow = "cpu_ms_per_wf"
        case peakMegabytes = "rss_mb"
        case stateBytesPerWorkflow = "state_bytes_per_wf"
    }
}
