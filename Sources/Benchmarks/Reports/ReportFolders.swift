import AttackKnowledge
import AttackReports
import Foundation
import Inbox
import Taskt
import Tradecraft

/// Reports written as folders of all their files, durable, as the daemon writes them.
struct ReportFolders {
    private let fill: ReportsFill
    private let outbox: SystemPath
    private(set) var rows: [[String]] = []
    private(set) var bars: [EngineBar] = []

    /// The most processor time that a folder may take, in milliseconds.
    private static let bar = 15.0
    private static let count = 60

    init(in place: URL) throws {
        fill = ReportsFill(state: Tradecraft.StateFolder(SystemPath(place.path)), knowledge: try .embedded(.enterprise))
        outbox = SystemPath(place.appending(path: "outbox").path)
        _ = try FolderPublisher(outbox: outbox).prepare()
    }

    /// The figures, each with its bar.
    var table: BenchTable {
        BenchTable(
            title: "report folders",
            columns: ["techniques", "files", "KB", "fsyncs", "rendering CPU ms", "whole CPU ms", "bar ms", "verdict"],
            rows: rows
        )
    }

    /// Writes reports with so many techniques.
    mutating func measure(techniques: Int, hasBar: Bool) throws {
        let publisher = FolderPublisher(outbox: outbox)
        let reports = (1...Self.count)
            .map { number in
                let id = ReportsFill.id(number * 1_000 + techniques)
                let time = Timestamp(microseconds: 1_780_000_000_000_000)
                return fill.made(number, id: id, name: "report-\(number).pdf", at: time, size: techniques)
            }
        let (start, knowledge) = (ProcessUsage().cpu, fill.knowledge)
        let rendered = reports.map { ReportRenderer.files(for: $0, knowledge: knowledge) }
        let middle = ProcessUsage().cpu
        var fsyncs = 0
        for (report, files) in zip(reports, rendered) {
            guard let id = FileName(report.id), let name = FileName("report.pdf") else {
                throw BenchFailure(description: "\(report.id) cannot name a folder")
            }
            let contents = try files.map { file in
                guard let name = FileName(file.name) else {
                    throw BenchFailure(description: "\(file.name) cannot name a file")
                }
                return Publication.File(name: name, bytes: file.bytes)
            }
            let publication = Publication(id: id, shortID: report.id, document: name, files: contents)
            fsyncs += try publisher.publish(publication).fsyncs
        }
        let end = ProcessUsage().cpu
        let count = Double(Self.count)
        let whole = (end - start) * 1e3 / count
        let bytes = rendered.joined().reduce(0) { $0 + $1.bytes.count }
        let bar = hasBar ? EngineBar("a folder of \(techniques) techniques", whole, .atMost, Self.bar) : nil
        if let bar { bars.append(bar) }
        rows.append([
            "\(techniques)", "\(rendered[0].count)", "\(bytes / Self.count / 1_000)", "\(fsyncs / Self.count)",
            ReportsBench.text((middle - start) * 1e3 / count), ReportsBench.text(whole),
            hasBar ? "\(Int(Self.bar))" : "-", bar.map { "\($0.verdict.rawValue)" } ?? "-",
        ])
    }
}
