import ArgumentParser
import TasktSQLite

/// What a commit survives, as the benchmark names it.
enum EngineDurability: String, CaseIterable, Codable, ExpressibleByArgument {
    /// A power cut.
    case full
    /// The end of the process.
    case process

    /// The store's own word for it.
    var level: WorkflowDatabase.Durability { self == .full ? .full : .process }
}
