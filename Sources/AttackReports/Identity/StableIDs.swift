import AttackKnowledge

/// The ids of the objects that a report becomes on other platforms.
///
/// They follow from the document's content and the domain, not from the id that the document was given here: whoever
/// evaluates the same document makes the same objects, and a later report on it is a newer version of them.
struct StableIDs {
    private let scope: String

    /// The ids of a report's objects.
    init(_ report: AttackReport) {
        scope = "\(report.document.sha256)/\(report.attack.domain.rawValue)"
    }

    /// The UUID of an object.
    ///
    /// - Parameters:
    ///   - kind: What sort of object it is.
    ///   - name: Which of its sort in the report.
    /// - Returns: The UUID, in lower case.
    func uuid(_ kind: String, _ name: String = "") -> String {
        NameBasedUUID.text(for: "\(kind)/\(scope)/\(name)")
    }
}
