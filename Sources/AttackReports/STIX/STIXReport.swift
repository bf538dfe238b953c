import AttackKnowledge

/// The writer of `bundle.stix.json`: the findings as a bundle of STIX 2.1.
///
/// Techniques, groups, software and campaigns keep the ids that MITRE gave them, so that a platform that holds ATT&CK
/// joins the report to what it has. Each technique has a note with its confidence and its sentences. The ids of our own
/// objects follow from the report's id: the same report gives the same bundle.
struct STIXReport {
    /// One object of the bundle.
    typealias Members = [(key: String, value: JSONValue)]

    /// When the objects of others were made, as far as this bundle says: before any release of ATT&CK, so that no
    /// platform takes our short copy for a newer version of MITRE's object.
    static let beforeAnyRelease = "2015-01-01T00:00:00.000Z"
    static let identity = "identity--\(NameBasedUUID.text(for: "identity/tradecraft"))"

    let report: AttackReport
    let knowledge: KnowledgeBase
    let time: String
    private var objects: [JSONValue] = []
    var references: [String] = []

    /// The file's bytes.
    static func bytes(
        for report: AttackReport,
        knowledge: KnowledgeBase,
        options: RenderingOptions = RenderingOptions()
    ) -> [UInt8] {
        var bundle = STIXReport(report: report, knowledge: knowledge)
        return bundle.document().bytes(capacity: 8192 + report.techniques.count * 3072)
    }

    private init(report: AttackReport, knowledge: KnowledgeBase) {
        self.report = report
        self.knowledge = knowledge
        self.time = Self.timestamp(report.generatedAt)
    }

    /// A time in ISO 8601 and UTC, as STIX wants it: to the millisecond.
    ///
    /// What is no such time becomes the earliest one, so that the bundle stays valid.
    static func timestamp(_ text: String) -> String {
        let bytes = Array(text.utf8)
        let pattern = Array("0000-00-00T00:00:00".utf8)
        let isDigit = { (byte: UInt8) in byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }
        let matches = zip(bytes, pattern).allSatisfy { $1 == UInt8(ascii: "0") ? isDigit($0) : $0 == $1 }
        guard bytes.count > pattern.count, matches, bytes.last == UInt8(ascii: "Z") else {
            return beforeAnyRelease
        }
        let rest = bytes[pattern.count..<bytes.count - 1]
        let fraction = rest.dropFirst()
        guard rest.isEmpty || rest.first == UInt8(ascii: ".") && !fraction.isEmpty && fraction.allSatisfy(isDigit)
        else {
            return beforeAnyRelease
        }
        let milliseconds = String(decoding: fraction.prefix(3), as: UTF8.self)
        let padding = String(repeating: "0", count: 3 - milliseconds.utf8.count)
        return "\(String(decoding: bytes.prefix(pattern.count), as: UTF8.self)).\(milliseconds)\(padding)Z"
    }

    private mutating func document() -> JSONValue {
        append(
            "identity",
            id: Self.identity,
            at: Self.beforeAnyRelease,
            [("identity_class", .string("system")), ("name", .string("Tradecraft"))]
        )
        for technique in report.techniques {
            appendTechnique(technique)
        }
        for entity in report.groups + report.software + report.campaigns {
            appendEntity(entity)
        }
        appendIndicators()
        let id = NameBasedUUID.text(for: "report/\(report.id)")
        // A report must refer to something, even one that found nothing.
        append(
            "report",
            id: "report--\(id)",
            at: time,
            reportMembers(references.isEmpty ? [Self.identity] : references)
        )
        return .object([
            ("id", .string("bundle--\(NameBasedUUID.text(for: "bundle/\(report.id)"))")),
            ("objects", .array(objects)),
            ("type", .string("bundle")),
        ])
    }

    private func reportMembers(_ references: [String]) -> Members {
        let summary = ReportSummary(report: report, tactics: TacticNames(report: report, knowledge: knowledge))
        let description = summary.sentences.joined(separator: " ")
        return [
            ("created_by_ref", .string(Self.identity)),
            ("description", .string(description)),
            (
                "external_references",
                .array([
                    .object([
                        ("description", .string(InertText.line(report.document.name))),
                        ("hashes", .object([("SHA-256", .string(report.document.sha256))])),
                        ("source_name", .string("document")),
                    ])
                ])
            ),
            ("name", .string(InertText.line(report.document.heading, limit: 300))),
            ("object_refs", .strings(references)),
            ("published", .string(time)),
            ("report_types", .strings(["threat-report"])),
        ]
    }

    private mutating func appendTechnique(_ technique: ReportedTechnique) {
        guard let known = knowledge.technique(technique.id) else {
            return
        }
        var members: Members = [
            (
                "external_references",
                references(to: technique.id.description, address: AttackLink.technique(technique.id))
            ),
            ("name", .string(InertText.line(technique.name))),
        ]
        if !known.tactics.isEmpty {
            let phases = known.tactics.map { tactic -> JSONValue in
                .object([("kill_chain_name", .string(killChain)), ("phase_name", .string(tactic))])
            }
            members.append(("kill_chain_phases", .array(phases)))
        }
        append("attack-pattern", id: known.stixID, at: Self.beforeAnyRelease, members)
        references.append(known.stixID)
        let sentences = technique.evidence.map { "“\(InertText.line($0.text, limit: 1200))”" }
        let score = Score.hundredths(technique.score)
        let note = "note--\(NameBasedUUID.text(for: "note/\(report.id)/\(technique.id)"))"
        append(
            "note",
            id: note,
            at: time,
            [
                (
                    "abstract",
                    .string(
                        "\(technique.id) \(InertText.line(technique.name)): \(technique.confidence.rawValue) confidence"
                    )
                ),
                ("confidence", .integer(score)),
                (
                    "content",
                    .string(sentences.isEmpty ? "No sentence is held for it." : sentences.joined(separator: "\n"))
                ),
                ("created_by_ref", .string(Self.identity)),
                ("object_refs", .strings([known.stixID])),
            ]
        )
        references.append(note)
    }

    private mutating func appendEntity(_ entity: ReportedEntity) {
        let known: (type: String, id: String?) =
            switch entity.kind {
            case .group: ("intrusion-set", knowledge.group(entity.id)?.stixID)
            case .malware: ("malware", knowledge.software(entity.id)?.stixID)
            case .tool: ("tool", knowledge.software(entity.id)?.stixID)
            case .campaign: ("campaign", knowledge.campaign(entity.id)?.stixID)
            }
        guard let id = known.id, id.hasPrefix(known.type + "--"), !references.contains(id) else {
            return
        }
        var members: Members = [
            ("external_references", references(to: entity.id, address: AttackLink.entity(entity))),
            ("name", .string(InertText.line(entity.name))),
        ]
        if entity.kind == .malware {
            members.append(("is_family", .boolean(true)))
        }
        append(known.type, id: id, at: Self.beforeAnyRelease, members)
        references.append(id)
    }

    mutating func append(_ type: String, id: String, at time: String, _ members: Members) {
        let common: Members = [
            ("created", .string(time)), ("id", .string(id)), ("modified", .string(time)),
            ("spec_version", .string("2.1")), ("type", .string(type)),
        ]
        objects.append(.object(common + members))
    }

    private func references(to id: String, address: String?) -> JSONValue {
        var members: Members = [("external_id", .string(id)), ("source_name", .string("mitre-attack"))]
        if let address {
            members.append(("url", .string(address)))
        }
        return .array([.object(members)])
    }

    private var killChain: String {
        switch report.attack.domain {
        case .enterprise: "mitre-attack"
        case .mobile: "mitre-mobile-attack"
        case .ics: "mitre-ics-attack"
        }
    }
}
