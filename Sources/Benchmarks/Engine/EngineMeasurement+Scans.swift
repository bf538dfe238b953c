import Foundation

/// Databases that hold many runs.
extension EngineMeasurement {
    /// How long it takes to find the unfinished runs after the file is opened: the median of five processes.
    func recoveryScan(runs: Int) throws -> RecoveryScanFigures {
        let state = folder.appending(path: "unfinished")
        progress.show("recording \(runs) unfinished runs")
        let _: TimingFigures = try child(["engine-unfinished", "--runs", "\(runs)"], state: state)
        var times: [Double] = []
        for round in 1...5 {
            progress.show("listing \(runs) unfinished runs, round \(round) of 5")
            let scan: TimingFigures = try child(["engine-scan"], state: state)
            guard scan.count == runs else {
                throw BenchFailure(description: "expected \(runs) unfinished runs, found \(scan.count)")
            }
            times.append(scan.milliseconds)
        }
        try FileManager.default.removeItem(at: state)
        return RecoveryScanFigures(runs: runs, milliseconds: times.median)
    }

    /// What a database full of finished runs does to the listing and to new runs.
    func large(runs: Int) throws -> LargeFigures {
        let state = folder.appending(path: "large")
        progress.show("filling a database with \(runs) finished runs")
        let fill: TimingFigures = try child(["engine-finished", "--runs", "\(runs)"], state: state)
        let megabytes = Double(try StateFolder(state.path).size()) / 1_048_576
        var times: [Double] = []
        for round in 1...5 {
            progress.show("the first page of \(runs) runs, round \(round) of 5")
            let page: TimingFigures = try child(["engine-listing"], state: state)
            guard page.count > 0 else { throw BenchFailure(description: "the first page is empty") }
            times.append(page.milliseconds)
        }
        var pairs: [(empty: WorkloadFigures, full: WorkloadFigures)] = []
        let rounds = max(6, rounds)
        for round in 1...rounds {
            progress.show("new runs beside \(runs) finished ones, round \(round) of \(rounds)")
            // In turns first: what runs second finds a warmer processor and a busier disk.
            let early = round.isMultiple(of: 2) ? nil : try engine(.full, concurrent: 8)
            let full = try engine(.full, concurrent: 8, state: state)
            pairs.append((try early ?? engine(.full, concurrent: 8), full))
        }
        try FileManager.default.removeItem(at: state)
        return LargeFigures(
            runs: runs,
            fillSeconds: fill.milliseconds / 1_000,
            megabytes: megabytes,
            listing: ListingScan.explanation,
            listingMilliseconds: times.median,
            workflowsPerSecond: pairs.map(\.full.workflowsPerSecond).median,
            emptyWorkflowsPerSecond: pairs.map(\.empty.workflowsPerSecond).median,
            cpuMillisecondsPerWorkflow: pairs.map(\.full.cpuMillisecondsPerWorkflow).median,
            emptyCPUMillisecondsPerWorkflow: pairs.map(\.empty.cpuMillisecondsPerWorkflow).median,
            speed: pairs.map { $0.full.workflowsPerSecond / $0.empty.workflowsPerSecond }.median
        )
    }
}
