import CFaultFileSystem

#if canImport(Glibc)
import Glibc
#endif

/// A temporary folder whose disk fails when told to, below SQLite.
///
/// The databases in it are opened as any other: what makes the difference is SQLite's default VFS, which is replaced
/// once in the process and lets the files of all other folders through untouched.
final class FaultyFolder: @unchecked Sendable {
    /// What SQLite asks of a disk.
    struct Operations: OptionSet {
        let rawValue: UInt32

        static let read = Operations(rawValue: fault_operation_read)
        static let write = Operations(rawValue: fault_operation_write)
        static let sync = Operations(rawValue: fault_operation_sync)
        static let truncate = Operations(rawValue: fault_operation_truncate)
        static let open = Operations(rawValue: fault_operation_open)
        static let delete = Operations(rawValue: fault_operation_delete)
        static let sharedMemoryMap = Operations(rawValue: fault_operation_shared_memory_map)
        static let sharedMemoryLock = Operations(rawValue: fault_operation_shared_memory_lock)

        init(rawValue: UInt32) { self.rawValue = rawValue }

        private init(rawValue: Int) { self.rawValue = UInt32(rawValue) }
    }

    /// A way in which a disk fails.
    enum Fault: String, CaseIterable, Sendable {
        case read, shortRead, write, full, sync, truncate, cannotOpen, delete, sharedMemoryMap, sharedMemoryLock

        /// What fails in this way.
        var operations: Operations {
            switch self {
            case .read, .shortRead: .read
            case .write, .full: .write
            case .sync: .sync
            case .truncate: .truncate
            case .cannotOpen: .open
            case .delete: .delete
            case .sharedMemoryMap: .sharedMemoryMap
            case .sharedMemoryLock: .sharedMemoryLock
            }
        }

        fileprivate var result: fault_result {
            switch self {
            case .read: fault_result_read
            case .shortRead: fault_result_short_read
            case .write: fault_result_write
            case .full: fault_result_full
            case .sync: fault_result_sync
            case .truncate: fault_result_truncate
            case .cannotOpen: fault_result_cannot_open
            case .delete: fault_result_delete
            case .sharedMemoryMap: fault_result_shared_memory_map
            case .sharedMemoryLock: fault_result_shared_memory_lock
            }
        }
    }

    /// What an operation that fails has done.
    enum Mode: String, CaseIterable, Sendable {
        /// Nothing.
        case failed
        /// All of it, and then it was reported as failed.
        case succeeded
    }

    /// Where in an operation the power goes.
    enum Moment: String, CaseIterable, Sendable {
        case before, after
    }

    /// The folder could not be watched, or an image not be written.
    struct Failure: Error, CustomStringConvertible {
        let operation: String
        let number: Int32

        var description: String { "\(operation) failed: errno \(number)" }
    }

    private static let isRegistered = fault_file_system_register()

    private let folder: TemporaryFolder
    // Locked on the C side: any thread may use it until it is released.
    private let plan: OpaquePointer

    init() throws {
        guard Self.isRegistered else { throw Failure(operation: "register the file system", number: 0) }
        folder = try TemporaryFolder()
        guard let plan = fault_plan_create(folder.path) else { throw Failure(operation: "watch", number: errno) }
        self.plan = plan
    }

    deinit { fault_plan_release(plan) }

    /// The path of the database in the folder.
    var database: String { folder.database }

    /// From now on, the `first`-th operation of a fault's kind fails, and `count - 1` more after it.
    func fail(_ fault: Fault, at first: Int, count: Int = 1, _ mode: Mode = .failed) {
        fault_plan_fail(
            plan,
            fault.operations.rawValue,
            UInt64(first),
            UInt64(count),
            fault.result,
            mode == .succeeded
        )
    }

    /// Nothing fails from now on.
    ///
    /// - Returns: how many operations failed.
    @discardableResult
    func disarm() -> Int { Int(fault_plan_disarm(plan)) }

    /// How many operations there were.
    func count(_ operations: Operations) -> Int { Int(fault_plan_count(plan, operations.rawValue)) }

    /// The power goes at the `first`-th of some operations from now on; nothing reaches the disk afterwards.
    func cutPower(_ moment: Moment, _ operations: Operations, at first: Int) {
        fault_plan_cut_power(plan, operations.rawValue, UInt64(first), moment == .after)
    }

    /// Whether the power is gone.
    var isCut: Bool { fault_plan_is_cut(plan) }

    /// What a machine might find in the folder after the power came back, in a folder of its own.
    ///
    /// Synced content is there; for each write, truncation and name without a sync, the seed decides. 0 loses them
    /// all, 1 keeps them all, others keep some and tear some between sectors.
    func image(seed: UInt64) throws -> TemporaryFolder {
        let image = try TemporaryFolder()
        guard fault_plan_write_image(plan, seed, image.path) else {
            throw Failure(operation: "write the image", number: errno)
        }
        return image
    }
}
