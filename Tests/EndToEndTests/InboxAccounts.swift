import Foundation
import GRDB

/// What became of every document of an installation whose daemon has ended, and whether that is as it should be.
struct InboxAccounts {
    /// A document's row.
    struct Document {
        let id: String
        let name: String
        let state: String
        let isDisposed: Bool
        let isLeft: Bool
        let isMember: Bool
        let place: String?
        let folders: [String]
    }

    let installation: Installation
    let documents: [Document]
    private let integrity: String

    static let files = [
        "bundle.stix.json", "event.misp.json", "layer.json", "matches.csv", "report.html", "report.json", "report.md",
    ]

    init(of installation: Installation) throws {
        self.installation = installation
        let copy = FileManager.default.temporaryDirectory.appending(path: "tradecraft accounts \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: copy, withIntermediateDirectories: false)
        defer { try? FileManager.default.removeItem(at: copy) }  // A leftover there breaks nothing.
        // SQLite would follow the link in a path through another process's mounts, and open what is beneath them.
        for ending in ["", "-wal"] where FileManager.default.fileExists(atPath: installation.database.path + ending) {
            try FileManager.default.copyItem(
                atPath: installation.database.path + ending,
                toPath: copy.appending(path: "database\(ending)").path
            )
        }
        let database = try DatabaseQueue(path: copy.appending(path: "database").path)
        (integrity, documents) = try database.read { db in
            let integrity = try String.fetchOne(db, sql: "PRAGMA integrity_check") ?? "nothing"
            // A crash may have come before the first table.
            guard try db.tableExists("document") else { return (integrity, []) }
            let documents = try Row.fetchAll(db, sql: "SELECT * FROM document ORDER BY number")
                .map { row in
                    Document(
                        id: row["id"],
                        name: row["shown_path"],
                        state: row["state"],
                        isDisposed: row["is_disposed"],
                        isLeft: row["left_in_inbox"],
                        isMember: row["parent"] != nil,
                        place: row["place"],
                        folders: try String.fetchAll(
                            db,
                            sql: "SELECT folder FROM report WHERE document = ?",
                            arguments: [row["number"] as Int64]
                        )
                    )
                }
            return (integrity, documents)
        }
    }

    /// What is wrong when all work is done and each name has ended so many times, documents within others apart.
    func problems(expecting ends: [String: Int]) throws -> [String] {
        var problems = integrity == "ok" ? [] : ["the database is damaged: \(integrity)"]
        let found = Dictionary(grouping: documents.filter { !$0.isMember }, by: \.name).mapValues(\.count)
        for name in Set(found.keys).union(ends.keys).sorted() where found[name, default: 0] != ends[name, default: 0] {
            problems.append("\(name) ended \(found[name, default: 0]) times, not \(ends[name, default: 0])")
        }
        for document in documents {
            if ["claiming", "claimed"].contains(document.state) { problems.append("\(document.name) is in work") }
            if !document.isDisposed { problems.append("the original of \(document.name) is not put away") }
            if document.folders.count != (document.state == "reported" ? 1 : 0) {
                problems.append("\(document.name), \(document.state), has \(document.folders.count) reports")
            }
        }
        problems += try outboxProblems(isComplete: true) + leftoverProblems()
        return problems
    }

    /// What is wrong with the outbox: reports that are not whole, and those that are missing or unknown.
    ///
    /// With `isComplete` all work is done, and every folder has its row.
    func outboxProblems(isComplete: Bool) throws -> [String] {
        let folders = try installation.names(in: installation.outbox).filter { $0 != "lost+found" && $0 != ".filler" }
        let recorded = documents.flatMap(\.folders)
        var problems = Set(recorded).subtracting(folders).map { "the report \($0) is missing" }
        if recorded.count != Set(recorded).count { problems.append("a folder is the report of two documents") }
        if isComplete {
            problems += Set(folders).subtracting(recorded).map { "\($0) in the outbox belongs to no document" }
        }
        for folder in folders where !folder.hasPrefix(".") {
            problems += Self.wholeness(of: installation.outbox.appending(path: folder)).map { "\(folder): \($0)" }
        }
        return problems
    }

    private func leftoverProblems() throws -> [String] {
        let spool = try installation.names(in: installation.state.appending(path: "spool"))
        var problems = spool.map { "\($0) is left in the spool" }
        for folder in [installation.processed, installation.rejected] {
            for name in try installation.names(in: folder) where name.hasPrefix(".copy-") || name.hasPrefix(".reason-")
            {
                problems.append("\(name) is left in \(folder.lastPathComponent)")
            }
        }
        for document in documents where !document.isLeft {
            guard let place = document.place else { continue }
            let original = URL(filePath: place, relativeTo: installation.folder.appending(path: "x"))
            // What is a link that leads nowhere is there as well.
            var status = stat()
            if document.place?.contains("\\x") == false, lstat(original.path, &status) != 0 {
                problems.append("the original of \(document.name) is not at \(place)")
            }
        }
        return problems
    }

    /// What is wrong with a report: files that are missing, cut off or empty.
    static func wholeness(of folder: URL) -> [String] {
        var problems: [String] = []
        for name in files {
            guard let content = FileManager.default.contents(atPath: folder.appending(path: name).path) else {
                problems.append("\(name) is missing")
                continue
            }
            let isWhole: Bool
            switch name.split(separator: ".").last {
            case "json": isWhole = (try? JSONSerialization.jsonObject(with: content)) != nil  // Asked, not read.
            case "html": isWhole = content.suffix(16).contains(Data("</html>".utf8))
            default: isWhole = content.last == UInt8(ascii: "\n")
            }
            if !isWhole { problems.append("\(name) is cut off at \(content.count) bytes") }
        }
        return problems
    }
}
