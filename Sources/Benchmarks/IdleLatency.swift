import Foundation

/// How long an idle daemon takes from a settled document to its report.
struct IdleLatency {
    /// Seconds for each document, the time to settle not counted.
    let seconds: [Double]

    private static let settle = 0.2
    private static let documents = 15

    init(size: Int) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tradecraft-bench-\(UUID().uuidString)")
        defer {
            // What is left in the temporary folder changes no figure.
            try? FileManager.default.removeItem(at: folder)
        }
        let inbox = folder.appending(path: "inbox")
        try FileManager.default.createDirectory(at: inbox, withIntermediateDirectories: true)
        let program = Machine.program.deletingLastPathComponent().appending(path: "tradecraft").path
        let places = ["inbox", "outbox", "state", "rejected", "processed"]
            .flatMap { ["--set", "\($0).path=\(folder.appending(path: $0).path)"] }
        let settings = ["inbox.settle=200ms", "attack.update-interval=off", "log.level=warning"]
            .flatMap { ["--set", $0] }
        let child = try DaemonRun.start([program, "watch"] + settings + places)
        defer {
            kill(child, SIGTERM)
            var status: Int32 = 0
            waitpid(child, &status, 0)
        }
        let outbox = folder.appending(path: "outbox").path
        var seconds: [Double] = []
        // The first one waits for the daemon to start: it is not counted.
        for number in 0...Self.documents {
            let name = "report \(number).txt"
            let staged = folder.appending(path: name)
            try Data(MadeUpReport(number: number).text(size: size).utf8).write(to: staged)
            let start = ContinuousClock.now
            try FileManager.default.moveItem(at: staged, to: inbox.appending(path: name))
            while Self.reports(in: outbox) <= number {
                guard ContinuousClock.now - start < .seconds(30) else {
                    throw DaemonRun.Failure(description: "no report on \(name) came within 30 s")
                }
                usleep(500)
            }
            let elapsed = (ContinuousClock.now - start).components
            if number > 0 { seconds.append(Double(elapsed.seconds) + Double(elapsed.attoseconds) / 1e18 - Self.settle) }
            // Until the daemon is idle again.
            usleep(100_000)
        }
        self.seconds = seconds
    }

    private static func reports(in outbox: String) -> Int {
        // Before the first report there may be no outbox.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: outbox)) ?? []
        return names.count { !$0.hasPrefix(".") }
    }
}
