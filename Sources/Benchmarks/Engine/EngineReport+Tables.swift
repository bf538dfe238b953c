import Foundation

/// The report for a reader.
extension EngineReport {
    /// Tables on a terminal, plain lines elsewhere.
    func shown(onTerminal isTerminal: Bool) -> String {
        let tables = [workload, beside, scans, judged].filter { !$0.rows.isEmpty }
        var parts = tables.map { isTerminal ? $0.aligned : $0.plain }
        parts.append("floor: \(floor)")
        if let large {
            parts.append(
                """
                finished runs: \(large.runs), each one run row, two history rows and one small checkpoint; filled by \
                SQL in \(Self.shown(large.fillSeconds)) s; listing: \(large.listing)
                """
            )
        }
        parts += skipped.map { "skipped: \($0)" }
        let missed = bars.count { $0.verdict == .missed }
        parts.append(
            """
            load average \(loadAverageAtStart) before, \(loadAverageAtEnd) after; \(processors) processors; \
            \(Self.shown(seconds)) s in \(folder); \(missed) of \(bars.count) bars missed
            """
        )
        return parts.joined(separator: isTerminal ? "\n\n" : "\n")
    }

    private var workload: BenchTable {
        BenchTable(
            title: "Five-task workflow, 2 KB payloads",
            columns: [
                "durability", "concurrent", "workflows/s", "floor/s", "engine/floor", "CPU ms", "floor CPU ms",
                "RSS MB", "floor RSS MB", "switches", "state KB", "fsyncs",
            ],
            rows: cases.map { item in
                [
                    item.durability.rawValue, "\(item.concurrent)", Self.shown(item.workflowsPerSecond),
                    Self.shown(item.floorWorkflowsPerSecond), Self.shown(item.engineToFloor),
                    Self.shown(item.cpuMillisecondsPerWorkflow), Self.shown(item.floorCPUMillisecondsPerWorkflow),
                    Self.shown(item.peakMegabytes), Self.shown(item.floorPeakMegabytes),
                    Self.shown(item.voluntarySwitchesPerWorkflow),
                    Self.shown(item.stateBytesPerWorkflow / 1_024), item.fsyncsPerWorkflow.map(Self.shown) ?? "-",
                ]
            }
        )
    }

    private var beside: BenchTable {
        BenchTable(
            title: "Peers, the same workflow",
            columns: [
                "peer", "version", "concurrent", "workflows/s", "engine/peer", "CPU ms", "RSS MB", "state KB",
            ],
            rows: cases.flatMap { item in
                item.peers.map { peer in
                    [
                        peer.name, peer.version, "\(item.concurrent)", Self.shown(peer.workflowsPerSecond),
                        Self.shown(peer.engineTimes), peer.cpuMillisecondsPerWorkflow.map(Self.shown) ?? "-",
                        Self.shown(peer.peakMegabytes), Self.shown(peer.stateBytesPerWorkflow / 1_024),
                    ]
                }
            }
        )
    }

    private var scans: BenchTable {
        var rows = [["recovery scan, \(recoveryScan.runs) unfinished runs, ms", Self.shown(recoveryScan.milliseconds)]]
        if let large {
            rows += [
                ["first page, \(large.runs) finished runs, ms", Self.shown(large.listingMilliseconds)],
                ["database of finished runs, MB", Self.shown(large.megabytes)],
                ["workflows/s in it, 8 concurrent", Self.shown(large.workflowsPerSecond)],
                ["workflows/s in an empty one", Self.shown(large.emptyWorkflowsPerSecond)],
                ["CPU ms per workflow in it", Self.shown(large.cpuMillisecondsPerWorkflow)],
                ["CPU ms per workflow in an empty one", Self.shown(large.emptyCPUMillisecondsPerWorkflow)],
            ]
        }
        return BenchTable(title: "Many runs", columns: ["figure", "value"], rows: rows)
    }

    private var judged: BenchTable {
        BenchTable(
            title: "Bars (full durability)",
            columns: ["figure", "value", "bar", "aim", "verdict"],
            rows: bars.map { bar in
                [
                    bar.figure, bar.value.map(Self.shown) ?? "-", "\(bar.side.rawValue) \(Self.shown(bar.bar))",
                    bar.aim.map(Self.shown) ?? "-", bar.verdict.rawValue,
                ]
            }
        )
    }

    /// Three digits, or all of a larger whole number.
    private static func shown(_ value: Double) -> String {
        let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : 2
        return String(format: "%.\(digits)f", value)
    }
}
