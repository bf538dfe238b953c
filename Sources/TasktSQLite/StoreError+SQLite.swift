import GRDB
package import Taskt

extension StoreError {
    /// Classifies an error by SQLite's result code; a store error passes as it is.
    ///
    /// SQL text and arguments stay out of the result: they may carry document text.
    package init(_ error: any Error, during operation: String, runID: RunID? = nil, detail: String = "") {
        if let error = error as? StoreError {
            self = error
            return
        }
        guard let error = error as? DatabaseError else {
            self.init(.other, during: operation, runID: runID, detail: detail, underlying: error)
            return
        }
        let code: Code =
            switch error.resultCode {
            case .SQLITE_FULL: .full
            case .SQLITE_BUSY, .SQLITE_LOCKED: .busy
            case .SQLITE_READONLY, .SQLITE_PERM: .readOnly
            case .SQLITE_CORRUPT, .SQLITE_NOTADB: .damaged
            case .SQLITE_IOERR: .inputOutput
            case .SQLITE_CANTOPEN: .cannotOpen
            case .SQLITE_CONSTRAINT: .conflict
            case .SQLITE_MISUSE: .closed
            default: .other
            }
        let message = "SQLite error \(error.extendedResultCode.rawValue): \(error.message ?? "no message")"
        self.init(code, during: operation, runID: runID, detail: detail.isEmpty ? message : "\(detail): \(message)")
    }
}
