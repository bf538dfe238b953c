/// Where a re-evaluation stands.
package enum ReevaluationState: String, Codable, CaseIterable, Sendable {
    /// It has not begun, or waits for the machine.
    case waiting
    /// It is in work.
    case running
    /// The document has another report.
    case done
    /// The next report would have said what the one before says.
    case unchanged
    /// It cannot be done.
    case failed
    /// Somebody stopped it.
    case cancelled
}
