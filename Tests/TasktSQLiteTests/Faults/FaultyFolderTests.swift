import GRDB
import Testing

/// The tests' own tool: it must be able to lose what a database did not sync, or the sweeps prove nothing.
@Suite(.timeLimit(.minutes(5))) struct FaultyFolderTests {
    /// After a power cut, a table is there if its commit was synced; where it was not, only if chance kept it.
    @Test(arguments: [("OFF", 0, false), ("OFF", 1, true), ("FULL", 0, true), ("FULL", 1, true)])
    func aPowerCutLosesWhatWasNotSynced(level: String, seed: UInt64, isThere: Bool) throws {
        let folder = try FaultyFolder()
        let queue = try DatabaseQueue(path: folder.database)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA journal_mode = WAL; CREATE TABLE early (n)")
            try db.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA synchronous = \(level); CREATE TABLE late (n)")
        }
        let image = try folder.image(seed: seed)
        let found = try DatabaseQueue(path: image.database)
            .read { db in (early: try db.tableExists("early"), late: try db.tableExists("late")) }
        #expect(found.early)
        #expect(found.late == isThere)
    }

    /// Without syncs, writes that arrive in part leave a damaged file for some seed: tearing tears.
    @Test func aPowerCutDamagesADatabaseThatNeverSyncs() throws {
        let folder = try FaultyFolder()
        let queue = try DatabaseQueue(path: folder.database)
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF; CREATE TABLE t (n)")
            for n in 0..<50 { try db.execute(sql: "INSERT INTO t VALUES (hex(zeroblob(\(n * 50))))") }
        }
        let damaged = try (2..<12 as Range<UInt64>)
            .filter { seed in
                let image = try folder.image(seed: seed)
                do {
                    let found = try DatabaseQueue(path: image.database)
                        .read { db in try String.fetchAll(db, sql: "PRAGMA integrity_check") }
                    return found != ["ok"]
                } catch is DatabaseError {
                    return true
                }
            }
        #expect(!damaged.isEmpty)
    }

    /// A fault hits its folder, at its count, and nothing else; a database beside it stays as it is.
    @Test func aFaultStaysInItsFolder() throws {
        let (folder, other) = (try FaultyFolder(), try FaultyFolder())
        let plain = try TemporaryFolder()
        let queues = try [folder.database, other.database, plain.database].map { try DatabaseQueue(path: $0) }
        folder.fail(.write, at: 2, count: 1)
        let error = #expect(throws: DatabaseError.self) {
            try queues[0].write { try $0.execute(sql: "CREATE TABLE t (n)") }
        }
        #expect(error?.extendedResultCode == .SQLITE_IOERR_WRITE)
        for queue in queues.dropFirst() { try queue.write { try $0.execute(sql: "CREATE TABLE t (n)") } }
        #expect(folder.disarm() == 1)
        try queues[0].write { try $0.execute(sql: "CREATE TABLE t (n)") }
    }

    /// After a power cut nothing reaches the disk, and everything fails.
    @Test func withoutPowerNothingWorks() throws {
        let folder = try FaultyFolder()
        let queue = try DatabaseQueue(path: folder.database)
        folder.cutPower(.before, .sync, at: 1)
        #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "CREATE TABLE t (n)") } }
        #expect(folder.isCut)
        #expect(throws: DatabaseError.self) { try queue.write { try $0.execute(sql: "CREATE TABLE t (n)") } }
        #expect(throws: DatabaseError.self) { try DatabaseQueue(path: folder.database) }
    }
}
