import Foundation
import GRDB

/// The folder that a workload keeps its database in.
struct StateFolder {
    /// The folder.
    let url: URL

    /// The database's file.
    var database: String { url.appending(path: "engine.sqlite").path }

    /// Makes the folder where it is not there.
    init(_ path: String) throws {
        url = URL(filePath: path)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    /// The bytes of everything in it.
    func size() throws -> Int {
        guard let files = FileManager.default.enumerator(atPath: url.path) else { return 0 }
        var total = 0
        while let file = files.nextObject() as? String {
            let attributes = try FileManager.default.attributesOfItem(atPath: url.appending(path: file).path)
            if attributes[.type] as? FileAttributeType == .typeRegular {
                total += (attributes[.size] as? NSNumber)?.intValue ?? 0
            }
        }
        return total
    }

    /// Moves the whole write-ahead log into the database and cuts it to nothing; the database must be closed.
    func truncateLog() throws {
        let queue = try DatabaseQueue(path: database)
        try queue.writeWithoutTransaction { db in
            _ = try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try queue.close()
    }
}
