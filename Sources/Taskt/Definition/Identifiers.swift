/// The name of a task, unique within its workflow definition.
public struct TaskName: RawRepresentable, Hashable, Codable, Sendable, Comparable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The name as it appears in history, logs and metrics.
    public let rawValue: String

    /// Wraps a name.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a literal name.
    public init(stringLiteral value: String) { rawValue = value }

    /// The name itself.
    public var description: String { rawValue }

    /// Orders names by their Unicode scalars.
    public static func < (left: TaskName, right: TaskName) -> Bool { left.rawValue < right.rawValue }
}

/// The identity of a workflow definition, such as `document-analysis`.
public struct WorkflowID: RawRepresentable, Hashable, Codable, Sendable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The identity as it appears in storage.
    public let rawValue: String

    /// Wraps an identity.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a literal identity.
    public init(stringLiteral value: String) { rawValue = value }

    /// The identity itself.
    public var description: String { rawValue }
}

/// The identity of one run: one execution of a workflow definition.
///
/// A caller that picks the id itself makes the start idempotent: a second start under the same id joins the first.
public struct RunID: RawRepresentable, Hashable, Codable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible
{
    /// The identity as it appears in storage, logs and on the command line.
    public let rawValue: String

    /// Wraps an identity.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a literal identity.
    public init(stringLiteral value: String) { rawValue = value }

    /// The identity itself.
    public var description: String { rawValue }
}
