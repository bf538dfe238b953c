import AttackKnowledge

/// Addresses of pages on attack.mitre.org, the only addresses that a report ever links to.
///
/// They are built from ids alone, and only from ids of the form that ATT&CK uses: a report that was tampered with cannot
/// bring in another address.
enum AttackLink {
    /// The page of a technique.
    static func technique(_ id: TechniqueID) -> String? {
        let text = id.description
        guard let parent = id.parent else {
            return isIdentifier(text[...], prefix: "T") ? "https://attack.mitre.org/techniques/\(text)" : nil
        }
        let number = text.dropFirst(parent.description.utf8.count + 1)
        guard isIdentifier(parent.description[...], prefix: "T"), isNumber(number) else {
            return nil
        }
        return "https://attack.mitre.org/techniques/\(parent)/\(number)"
    }

    /// The page of a group, a piece of software or a campaign.
    static func entity(_ entity: ReportedEntity) -> String? {
        let (folder, prefix) =
            switch entity.kind {
            case .group: ("groups", "G")
            case .malware, .tool: ("software", "S")
            case .campaign: ("campaigns", "C")
            }
        return isIdentifier(entity.id[...], prefix: prefix) ? "https://attack.mitre.org/\(folder)/\(entity.id)" : nil
    }

    /// The page of a mitigation.
    static func mitigation(_ id: String) -> String? {
        isIdentifier(id[...], prefix: "M") ? "https://attack.mitre.org/mitigations/\(id)" : nil
    }

    /// The page of a detection strategy.
    static func detectionStrategy(_ id: String) -> String? {
        isIdentifier(id[...], prefix: "DET") ? "https://attack.mitre.org/detectionstrategies/\(id)" : nil
    }

    private static func isIdentifier(_ text: Substring, prefix: String) -> Bool {
        text.hasPrefix(prefix) && isNumber(text.dropFirst(prefix.count))
    }

    private static func isNumber(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.count <= 8
            && text.utf8.allSatisfy { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
    }
}
