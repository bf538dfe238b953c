/// What was measured at one durability and one number of concurrent workflows.
struct EngineCase: Encodable {
    /// A peer beside the engine.
    struct Beside: Encodable {
        /// The peer.
        let name: String
        /// Its release.
        let version: String
        /// The median.
        let workflowsPerSecond: Double
        /// The median; nil where the script does not tell.
        let cpuMillisecondsPerWorkflow: Double?
        /// The largest of all.
        let peakMegabytes: Double
        /// The median.
        let stateBytesPerWorkflow: Double
        /// How many times as fast the engine was: the median of the slots.
        let engineTimes: Double
    }

    /// What a commit survives.
    let durability: EngineDurability
    /// The number of workflows at a time.
    let concurrent: Int
    /// How often the engine was measured.
    let samples: Int
    /// The engine's median.
    let workflowsPerSecond: Double
    /// The engine's slowest and fastest.
    let range: [Double]
    /// The median.
    let cpuMillisecondsPerWorkflow: Double
    /// The median.
    let voluntarySwitchesPerWorkflow: Double
    /// The largest of all.
    let peakMegabytes: Double
    /// The median.
    let stateBytesPerWorkflow: Double
    /// Calls of fsync and fdatasync for each workflow; nil where they were not counted.
    let fsyncsPerWorkflow: Double?
    /// The floor's median.
    let floorWorkflowsPerSecond: Double
    /// The floor's median.
    let floorCommitsPerSecond: Double
    /// The floor's median.
    let floorCPUMillisecondsPerWorkflow: Double
    /// The floor's largest: what this program takes up without an engine.
    let floorPeakMegabytes: Double
    /// The engine's share of the floor's workflows a second: the median of the slots.
    let engineToFloor: Double
    /// The peers.
    let peers: [Beside]

    /// Puts a case together from its slots.
    init(durability: EngineDurability, concurrent: Int, slots: [EngineSlot], fsyncs: Double?) {
        let (engines, floors) = (slots.map(\.engine), slots.map(\.floor))
        self.durability = durability
        self.concurrent = concurrent
        samples = engines.count
        workflowsPerSecond = engines.map(\.workflowsPerSecond).median
        range = [engines.map(\.workflowsPerSecond).min() ?? .nan, engines.map(\.workflowsPerSecond).max() ?? .nan]
        cpuMillisecondsPerWorkflow = engines.map(\.cpuMillisecondsPerWorkflow).median
        voluntarySwitchesPerWorkflow = engines.map(\.voluntarySwitchesPerWorkflow).median
        peakMegabytes = engines.map(\.peakMegabytes).max() ?? .nan
        stateBytesPerWorkflow = engines.map(\.stateBytesPerWorkflow).median
        fsyncsPerWorkflow = fsyncs
        floorWorkflowsPerSecond = floors.map(\.workflowsPerSecond).median
        floorCommitsPerSecond = floors.compactMap(\.commitsPerSecond).median
        floorCPUMillisecondsPerWorkflow = floors.map(\.cpuMillisecondsPerWorkflow).median
        floorPeakMegabytes = floors.map(\.peakMegabytes).max() ?? .nan
        engineToFloor = slots.map { $0.engine.workflowsPerSecond / $0.floor.workflowsPerSecond }.median
        peers = Peer.all.compactMap { peer in
            let own = slots.compactMap { slot in
                slot.peer.flatMap { $0.peer.name == peer.name ? (engine: slot.engine, figures: $0.figures) : nil }
            }
            guard let last = own.last else { return nil }
            let processor = own.compactMap(\.figures.cpuMillisecondsPerWorkflow)
            return Beside(
                name: peer.title,
                version: last.figures.version,
                workflowsPerSecond: own.map(\.figures.workflowsPerSecond).median,
                cpuMillisecondsPerWorkflow: processor.isEmpty ? nil : processor.median,
                peakMegabytes: own.map(\.figures.peakMegabytes).max() ?? .nan,
                stateBytesPerWorkflow: own.map(\.figures.stateBytesPerWorkflow).median,
                engineTimes: own.map { $0.engine.workflowsPerSecond / $0.figures.workflowsPerSecond }.median
            )
        }
    }
}
