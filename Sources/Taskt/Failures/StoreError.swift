/// An error of a workflow store.
public struct StoreError: Error, Sendable, CustomStringConvertible, ClassifiedError {
    /// What went wrong.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        private enum Kind: String {
            case full = "store-full"
            case busy = "store-busy"
            case readOnly = "store-read-only"
            case damaged = "store-damaged"
            case inputOutput = "store-input-output"
            case cannotOpen = "store-cannot-open"
            case newerSchema = "store-newer-schema"
            case networkFileSystem = "store-network-file-system"
            case leaseLost = "lease-lost"
            case leaseHeld = "lease-held"
            case payloadTooLarge = "payload-too-large"
            case unknownRun = "unknown-run"
            case conflict = "conflict"
            case closed = "store-closed"
            case other = "store-failed"
        }

        private let kind: Kind

        /// The code as it is logged and stored.
        public var description: String { kind.rawValue }

        /// The disk, or the quota on it, is full.
        public static let full = Code(kind: .full)
        /// Another process holds the database.
        public static let busy = Code(kind: .busy)
        /// The database cannot be written to.
        public static let readOnly = Code(kind: .readOnly)
        /// The file is not a database, or its content is damaged.
        public static let damaged = Code(kind: .damaged)
        /// The disk failed to read or write.
        public static let inputOutput = Code(kind: .inputOutput)
        /// The database cannot be opened.
        public static let cannotOpen = Code(kind: .cannotOpen)
        /// The database was written by a newer version of this software.
        public static let newerSchema = Code(kind: .newerSchema)
        /// Another engine has taken the run over since.
        public static let leaseLost = Code(kind: .leaseLost)
        /// The engine that owns the run is alive.
        public static let leaseHeld = Code(kind: .leaseHeld)
        /// The database is on a network file system, whose locks and syncs SQLite cannot rely on.
        public static let networkFileSystem = Code(kind: .networkFileSystem)
        /// A value is larger than the store takes.
        public static let payloadTooLarge = Code(kind: .payloadTooLarge)
        /// The store holds no such run.
        public static let unknownRun = Code(kind: .unknownRun)
        /// The write contradicts what is recorded already.
        public static let conflict = Code(kind: .conflict)
        /// The store was closed.
        public static let closed = Code(kind: .closed)
        /// None of the above; the underlying error says more.
        public static let other = Code(kind: .other)
    }

    /// What went wrong.
    public let code: Code
    /// What the store was doing.
    public let operation: String
    /// The run concerned, where one is known.
    public let runID: RunID?
    /// What was found and what was expected, where there is something to say.
    public let detail: String
    /// The error beneath, where there is one.
    public let underlying: (any Error)?

    /// Makes an error.
    public init(
        _ code: Code,
        during operation: String,
        runID: RunID? = nil,
        detail: String = "",
        underlying: (any Error)? = nil
    ) {
        self.code = code
        self.operation = operation
        self.runID = runID
        self.detail = detail
        self.underlying = underlying
    }

    /// The code of the failure as recorded.
    public var failureCode: FailureCode { FailureCode(rawValue: code.description) }

    /// Whether the same write may succeed later: a full disk empties, a lock is released, a remounted disk answers.
    public var isTransient: Bool {
        [.full, .busy, .readOnly, .inputOutput].contains(code)
    }

    /// The error in one line an operator can act on.
    public var description: String {
        var text = "store \(operation) failed (\(code))"
        if let runID { text += " for run \(runID)" }
        if !detail.isEmpty { text += ": \(detail)" }
        if let underlying { text += ": \(underlying)" }
        return text
    }
}
