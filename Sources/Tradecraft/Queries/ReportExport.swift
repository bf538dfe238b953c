package import AttackReports
package import Inbox

/// Stored reports, written as files again.
package struct ReportExport {
    private let database: QueryDatabase
    private let configuration: Configuration
    private var releases: ReportKnowledge
    /// What a reader of the files should know, each once, in order.
    package private(set) var notices: [String] = []

    /// Writes reports of a database again.
    package init(_ database: QueryDatabase, _ configuration: Configuration) {
        self.database = database
        self.configuration = configuration
        releases = ReportKnowledge(configuration)
    }

    /// A report's files, in the order of the formats.
    ///
    /// - Throws: ``StartupError`` where the report cannot be read.
    package mutating func files(
        of place: ReportPlace,
        as formats: Set<ReportFormat>
    ) throws -> [ReportFile] {
        let output = try database.reportForOutput(place, in: configuration.outbox, &releases)
        if let notice = output.notice, !notices.contains(notice) { notices.append(notice) }
        return ReportRenderer.files(
            for: output.report,
            knowledge: output.knowledge,
            formats: formats,
            options: configuration.report.options
        )
    }

    /// Writes a report's files into a folder of its own below another, whose name is that of the published one.
    ///
    /// - Durability: each file is on disk when this returns; one that was there is replaced.
    /// - Returns: the folder.
    package mutating func write(
        _ place: ReportPlace,
        as formats: Set<ReportFormat>,
        below parent: SystemPath
    ) throws -> SystemPath {
        // The names of folders in the database are ours, but a file is only ever written below the one asked for.
        guard let name = FileName(escaped: place.folder) else {
            throw StartupError(.badData, "the folder of \(place.document) has no name that a folder can have")
        }
        let folder = parent.appending(name)
        let files = try files(of: place, as: formats)
        do throws(InboxError) {
            try FileBytes.makeFolder(folder)
            for file in files { try FileBytes.replace(folder.appending(file.name), with: file.bytes) }
        } catch {
            throw StartupError(error, "the folder to export to")
        }
        return folder
    }

    /// The matches of reports as one table: the header of the first, and the lines of all.
    package mutating func table(of places: [ReportPlace], _ append: ([UInt8]) throws -> Void) throws {
        for (index, place) in places.enumerated() {
            guard let file = try files(of: place, as: [.csv]).first else { continue }
            guard index > 0 else {
                try append(file.bytes)
                continue
            }
            // The header has no quoted cell, so that it ends with the first line break.
            let end = file.bytes.firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? file.bytes.endIndex
            try append(Array(file.bytes[end...]))
        }
    }

    /// Writes a file.
    package static func write(_ bytes: [UInt8], to path: SystemPath) throws(StartupError) {
        do throws(InboxError) {
            try FileBytes.replace(path, with: bytes)
        } catch {
            throw StartupError(error, "the file to write")
        }
    }

    /// Whether a folder is at a path.
    package static func isFolder(_ path: SystemPath) -> Bool { FileKind.isFolder(path) }
}
