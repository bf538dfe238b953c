import GRDB
import GRDBSQLite

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// A statement of the writer's, bound and stepped through SQLite's C interface.
///
/// What every task of every run passes through several times is kept off the general way, which boxes each argument.
/// The statement belongs to GRDB's cache of its connection.
struct HotStatement: ~Copyable {
    private let statement: OpaquePointer
    private let connection: OpaquePointer
    private var next: CInt = 1

    init(_ sql: String, in db: Database) throws {
        let statement = try db.cachedStatement(sql: sql).sqliteStatement
        guard let connection = db.sqliteConnection else { throw DatabaseError(resultCode: .SQLITE_MISUSE) }
        sqlite3_reset(statement)
        self.statement = statement
        self.connection = connection
    }

    mutating func bind(_ value: Int64) {
        sqlite3_bind_int64(statement, next, value)
        next += 1
    }

    mutating func bind(_ value: Int) { bind(Int64(value)) }

    mutating func bind(_ value: Int64?) {
        guard let value else { return bindNull() }
        bind(value)
    }

    mutating func bind(_ value: String) {
        var value = value
        value.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { text in
                // A copy is made: the statement is stepped when the string may be gone.
                _ = sqlite3_bind_text(statement, next, text.baseAddress, CInt(text.count), Self.copied)
            }
        }
        if value.isEmpty { sqlite3_bind_text(statement, next, "", 0, Self.copied) }
        next += 1
    }

    mutating func bind(_ value: String?) {
        guard let value else { return bindNull() }
        bind(value)
    }

    mutating func bind(_ value: Data) {
        value.withUnsafeBytes { bytes in
            if bytes.isEmpty {
                _ = sqlite3_bind_zeroblob(statement, next, 0)
            } else {
                _ = sqlite3_bind_blob(statement, next, bytes.baseAddress, CInt(bytes.count), Self.copied)
            }
        }
        next += 1
    }

    mutating func bindEmptyBytes() {
        sqlite3_bind_zeroblob(statement, next, 0)
        next += 1
    }

    mutating func bindNull() {
        sqlite3_bind_null(statement, next)
        next += 1
    }

    /// Runs the statement once, and gives the integer in the first column of its row, where it has one.
    @discardableResult
    mutating func step() throws -> Int64? {
        next = 1
        var value: Int64?
        while true {
            let code = sqlite3_step(statement)
            if code == SQLITE_ROW {
                value = sqlite3_column_int64(statement, 0)
                continue
            }
            sqlite3_reset(statement)
            guard code == SQLITE_DONE else {
                let message = String(cString: sqlite3_errmsg(connection))
                let extended = ResultCode(rawValue: sqlite3_extended_errcode(connection))
                throw DatabaseError(resultCode: extended, message: message)
            }
            return value
        }
    }

    /// Runs the statement once, and says how many rows it changed.
    mutating func change() throws -> Int {
        try step()
        return Int(sqlite3_changes(connection))
    }

    /// SQLite's `SQLITE_TRANSIENT`.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }
}
