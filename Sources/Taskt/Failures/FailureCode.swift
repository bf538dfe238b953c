/// The kind of a failure: what decides whether it is retried, and what operators filter by.
///
/// Codes are short, stable and lower-case with dashes. Tasks bring their own; the engine's are declared here.
public struct FailureCode: RawRepresentable, Hashable, Codable, Sendable, ExpressibleByStringLiteral,
    CustomStringConvertible
{
    /// The code as stored, logged and shown.
    public let rawValue: String

    /// Wraps a code.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Wraps a literal code.
    public init(stringLiteral value: String) { rawValue = value }

    /// The code itself.
    public var description: String { rawValue }

    /// The body threw an error that does not say its code.
    public static let unclassified: FailureCode = "unclassified"
    /// The attempt ran longer than the task's timeout.
    public static let timedOut: FailureCode = "timed-out"
    /// The input did not satisfy the task's input schema, or could not be decoded.
    public static let invalidInput: FailureCode = "invalid-input"
    /// The output did not satisfy the task's output schema, or could not be encoded.
    public static let invalidOutput: FailureCode = "invalid-output"
    /// The result of a task that this one needs cannot be read any more.
    public static let unreadableResult: FailureCode = "unreadable-result"
    /// The output is larger than the engine's payload limit.
    public static let payloadTooLarge: FailureCode = "payload-too-large"
    /// The attempt gave no heartbeat for longer than the task's heartbeat timeout.
    public static let heartbeatMissed: FailureCode = "heartbeat-missed"
    /// The process ended while the attempt ran, once too often.
    public static let crashed: FailureCode = "crashed"
}

/// An error that says by code what it is and whether trying again can help.
///
/// An error that does not conform is recorded as ``FailureCode/unclassified`` and counts as transient: how often it
/// is tried again is the task's ``RetryPolicy``'s business.
public protocol ClassifiedError: Error {
    /// What went wrong, from a closed set of the module that throws.
    var failureCode: FailureCode { get }

    /// Whether the same attempt may succeed later with nothing changed by hand.
    var isTransient: Bool { get }
}
