import Taskt

/// Where a rule stands: whether it speaks up, and whether anybody was told.
///
/// An alert is told once when its cause appears, and once when it is over. A cause that comes back within the cool-down
/// is told when that has passed, if it is still there; nobody is told that something is over of which they did not hear.
struct AlertState: Hashable, Sendable {
    /// What to tell.
    enum Action: Hashable, Sendable {
        case raise(summary: String, since: Timestamp)
        case resolve(summary: String, since: Timestamp)
    }

    let rule: AlertRule
    var isRaised = false
    /// Whether the cause that is there was told.
    var isAnnounced = false
    /// When the cause appeared.
    var since: Timestamp?
    /// When a cause was told last.
    var sentAt: Timestamp?
    /// The cause, while there is one, and the last one after that.
    var summary: String?

    init(_ rule: AlertRule) { self.rule = rule }

    /// Takes in what a look has found, and says what to tell.
    mutating func observe(_ finding: AlertFinding?, at now: Timestamp, coolDown: Duration) -> Action? {
        guard let finding else {
            guard isRaised else { return nil }
            let action = Action.resolve(summary: summary ?? "", since: since ?? now)
            let wasAnnounced = isAnnounced
            (isRaised, isAnnounced) = (false, false)
            return wasAnnounced ? action : nil
        }
        if !isRaised { (isRaised, since) = (true, now) }
        summary = finding.summary
        guard !isAnnounced, isCool(at: now, coolDown) else { return nil }
        (isAnnounced, sentAt) = (true, now)
        return .raise(summary: finding.summary, since: since ?? now)
    }

    private func isCool(at now: Timestamp, _ coolDown: Duration) -> Bool {
        guard let sentAt else { return true }
        let elapsed = now.since(sentAt)
        // A negative time means that the clock was set back: nobody must wait for it to catch up.
        return elapsed >= coolDown || elapsed < .zero
    }
}
