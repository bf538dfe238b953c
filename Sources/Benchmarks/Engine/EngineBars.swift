/// The bars that the engine has to clear; those of the workload are for full durability.
enum EngineBars {
    /// Judges a report's figures.
    static func judge(cases: [EngineCase], scan: RecoveryScanFigures?, large: LargeFigures?) -> [EngineBar] {
        let full = cases.filter { $0.durability == .full }
        func at(_ concurrent: Int) -> EngineCase? { full.first { $0.concurrent == concurrent } }
        func times(_ peer: String, _ concurrent: Int) -> Double? {
            at(concurrent)?.peers.first { $0.name.hasPrefix(peer) }?.engineTimes
        }
        let kilobytes = full.map { $0.stateBytesPerWorkflow / 1_024 }.max()
        return [
            EngineBar("engine/dura at 1", times("dura", 1), .atLeast, 1.3, aim: 2),
            EngineBar("engine/dura at 8", times("dura", 8), .atLeast, 4),
            EngineBar("engine/dura at 64", times("dura", 64), .atLeast, 10),
            EngineBar("engine/DBOS (WAL) at 8", times("dbos", 8), .atLeast, 12),
            EngineBar("engine/DBOS (WAL) at 64", times("dbos", 64), .atLeast, 30),
            EngineBar("engine/floor at 1", at(1)?.engineToFloor, .atLeast, 0.5, aim: 0.8),
            EngineBar("engine/floor at 8", at(8)?.engineToFloor, .atLeast, 0.5, aim: 0.8),
            EngineBar("engine/floor at 64", at(64)?.engineToFloor, .atLeast, 0.5, aim: 0.8),
            EngineBar("fsyncs per workflow at 1", at(1)?.fsyncsPerWorkflow, .atMost, 5),
            EngineBar("fsyncs per workflow at 8", at(8)?.fsyncsPerWorkflow, .atMost, 1.2),
            EngineBar("fsyncs per workflow at 64", at(64)?.fsyncsPerWorkflow, .atMost, 0.25),
            EngineBar("CPU ms per workflow at 8", at(8)?.cpuMillisecondsPerWorkflow, .atMost, 0.6),
            EngineBar("CPU ms per workflow at 64", at(64)?.cpuMillisecondsPerWorkflow, .atMost, 0.3),
            EngineBar("state KB per workflow, largest", kilobytes, .atMost, 15),
            EngineBar("peak RSS MB, largest", full.map(\.peakMegabytes).max(), .atMost, 30),
            EngineBar("recovery scan of 10,000 runs, ms", scan?.milliseconds, .atMost, 100),
            EngineBar("first page of 1,000,000 runs, ms", large?.listingMilliseconds, .atMost, 50),
            EngineBar("speed beside an empty database", large?.speed, .atLeast, 0.9),
        ]
    }
}
