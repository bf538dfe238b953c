import AttackKnowledge

/// What a report says, in a few plain sentences.
struct ReportSummary {
    /// The sentences, in order; all of their text is inert.
    let sentences: [String]

    /// Builds the sentences from the findings.
    init(report: AttackReport, tactics: TacticNames) {
        var sentences = Self.findings(of: report, tactics: tactics)
        sentences += Self.entities(of: report)
        sentences += Self.indicators(of: report)
        sentences += Self.writtenIDs(of: report)
        sentences += Self.reviews(of: report)
        sentences += Self.changes(of: report)
        if !report.warnings.isEmpty {
            sentences.append(
                report.warnings.count == 1
                    ? "One warning applies to how the document was read."
                    : "\(report.warnings.count) warnings apply to how the document was read."
            )
        }
        self.sentences = sentences
    }

    private static func findings(of report: AttackReport, tactics: TacticNames) -> [String] {
        let release = InertText.line("ATT&CK \(report.attack.domainName) \(report.attack.version)", limit: 60)
        guard !report.techniques.isEmpty else {
            return ["No technique of \(release) was found in this document."]
        }
        let count = report.techniques.count
        let used = tactics.entries.filter { tactic in
            report.techniques.contains { $0.tactics.contains(tactic.shortName) }
        }
        var sentences = [
            "This document describes \(Phrase.count(count, "technique")) of \(release)\(reach(used, of: tactics))."
        ]
        if count > 1 {
            sentences.append(bands(of: report))
            sentences.append("The most certain are \(strongest(of: report)).")
        }
        if count > 4, used.count > 2, let emphasis = emphasis(of: report, used: used) {
            sentences.append(emphasis)
        }
        return sentences
    }

    private static func reach(_ used: [TacticNames.Entry], of tactics: TacticNames) -> String {
        switch used.count {
        case 0: ""
        case 1: ", all under the tactic \(used[0].name)"
        case 2...4: ", under the tactics \(Phrase.list(used.map(\.name)))"
        default: ", across \(used.count) of its \(max(tactics.releaseCount, used.count)) tactics"
        }
    }

    private static func bands(of report: AttackReport) -> String {
        let parts = ConfidenceBand.allCases.compactMap { band -> String? in
            let count = report.techniques.count { $0.confidence == band }
            return count == 0 ? nil : "\(band.rawValue) for \(count)"
        }
        guard parts.count > 1 else {
            return "The confidence is \(report.techniques[0].confidence.rawValue) for all of them."
        }
        return "The confidence is \(Phrase.list(parts))."
    }

    private static func strongest(of report: AttackReport) -> String {
        Phrase.list(report.techniques.prefix(4).map { "\(InertText.line($0.name, limit: 100)) (\($0.id))" })
    }

    /// Where the weight lies: the tactic or the two tactics that have more techniques than all others.
    private static func emphasis(of report: AttackReport, used: [TacticNames.Entry]) -> String? {
        let counts = used.map { tactic in
            (name: tactic.name, count: report.techniques.count { $0.tactics.contains(tactic.shortName) })
        }
        // Three are enough to tell; among equals the order of the matrix holds, which sorting keeps.
        let leading = counts.sorted { $0.count > $1.count }.prefix(3)
        let standsOut = leading.count == 3 && leading[1].count > leading[2].count ? 2 : 1
        guard leading.count == 3, leading[standsOut - 1].count > leading[standsOut].count else {
            return nil
        }
        return "The weight lies on \(Phrase.list(leading.prefix(standsOut).map { "\($0.name) (\($0.count))" }))."
    }

    private static func entities(of report: AttackReport) -> [String] {
        let parts = [
            named(report.groups, "the group", "the groups"),
            named(report.software, "the software", "the software"),
            named(report.campaigns, "the campaign", "the campaigns"),
        ]
        .compactMap(\.self)
        return parts.isEmpty ? [] : ["It names \(Phrase.list(parts))."]
    }

    private static func named(_ entities: [ReportedEntity], _ one: String, _ several: String) -> String? {
        guard !entities.isEmpty else {
            return nil
        }
        let shown = entities.prefix(entities.count > 6 ? 5 : 6).map { InertText.line($0.name, limit: 80) }
        let others = entities.count - shown.count
        let names = others > 0 ? shown.joined(separator: ", ") + " and \(others) more" : Phrase.list(shown)
        return "\(entities.count == 1 ? one : several) \(names)"
    }

    private static func indicators(of report: AttackReport) -> [String] {
        let found = report.indicators.filter { $0.role == .indicator }
        let vulnerabilities = found.count { $0.kind == .vulnerability }
        let others = found.count - vulnerabilities
        let parts = [
            others > 0 ? Phrase.count(others, "indicator") : nil,
            vulnerabilities > 0
                ? "\(Phrase.grouped(vulnerabilities)) \(vulnerabilities == 1 ? "vulnerability" : "vulnerabilities")"
                : nil,
        ]
        .compactMap(\.self)
        return parts.isEmpty ? [] : ["It holds \(Phrase.list(parts))."]
    }

    private static func writtenIDs(of report: AttackReport) -> [String] {
        var sentences: [String] = []
        let written = report.techniques.count(where: \.isWritten)
        if written == report.techniques.count, written > 0 {
            sentences.append(
                written == 1 ? "The id is written in the document." : "The ids of all of them are written in it."
            )
        } else if written > 0 {
            sentences.append(
                (written == 1 ? "The id of one of them is" : "The ids of \(written) of them are")
                    + " written in it; the others follow from what its sentences describe."
            )
        }
        let replaced = report.techniques.flatMap { technique in
            technique.replacedIDs.map { "\(InertText.line($0, limit: 40)) is now \(technique.id)" }
        }
        if !replaced.isEmpty {
            let shown = Phrase.list(Array(replaced.prefix(4)))
            let others = replaced.count > 4 ? ", and \(replaced.count - 4) more" : ""
            sentences.append("It uses ids that ATT&CK has since replaced: \(shown)\(others).")
        }
        return sentences
    }
}
