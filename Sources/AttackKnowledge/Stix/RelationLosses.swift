/// Counts the relationships that are left out, so that many make one warning.
struct RelationLosses {
    private struct Kind: Hashable {
        let code: BundleWarning.Code
        let type: String
    }

    private var seen: [Kind: (count: Int, first: String)] = [:]

    mutating func count(_ code: BundleWarning.Code, _ relationship: StixRelationship) {
        seen[Kind(code: code, type: relationship.type), default: (0, relationship.stixID)].count += 1
    }

    var warnings: [BundleWarning] {
        seen.sorted { ($0.key.code.rawValue, $0.key.type) < ($1.key.code.rawValue, $1.key.type) }
            .map { kind, losses in
                BundleWarning(
                    kind.code,
                    losses.first,
                    "is the first of \(losses.count) relationships of type \(kind.type), left out: \(reason(kind.code))"
                )
            }
    }

    private func reason(_ code: BundleWarning.Code) -> String {
        switch code {
        case .danglingReference: "an end is not in the bundle"
        case .retiredReference: "an end is no longer in force and has no replacement"
        default: "no meaning is known for the type between these kinds of objects"
        }
    }
}
