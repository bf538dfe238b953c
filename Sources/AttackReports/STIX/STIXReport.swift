import AttackKnowledge

/// The writer of `bundle.stix.json`: the findings as a bundle of STIX 2.1.
///
/// Techniques, groups, software and campaigns keep the ids that MITRE gave them, so that a platform that holds ATT&CK
/// joins the report to what it has. Each technique has a note with its confidence and its sentences. The ids of our own
/// objects follow from the document, see ``StableIDs``: a later report on it brings newer versions of the same objects.
struct STIXReport {
    /// One object of the bundle.
    typealias Members = [(key: String, value: JSONValue)]

    static let identity = "identity--\(NameBasedUUID.text(for: "identity/tradecraft"))"

    let report: AttackReport
    let knowledge: KnowledgeBase
    let profile: RenderingOptions.STIXProfile
    let ids: StableIDs
    /// When our objects were first made.
    let created: String
    /// When this version of them was.
    let modified: String
    private var objects: [JSONValue] = []
    /// What the report refers to, in order.
    private(set) var references: [String] = []
    private var known: Set<String> = []

    /// The file's bytes.
    static func bytes(
        for report: AttackReport,
        knowledge: KnowledgeBase,
        options: RenderingOptions = RenderingOptions()
    ) -> [UInt8] {
        var bundle = STIXReport(report: report, knowledge: knowledge, profile: options.stixProfile)
        let capacity = 8192 + report.techniques.count * 3072 + report.indicators.count * 2560
        return bundle.document().bytes(capacity: capacity)
    }

    private init(report: AttackReport, knowledge: KnowledgeBase, profile: RenderingOptions.STIXProfile) {
        self.report = report
        self.knowledge = knowledge
        self.profile = profile
        ids = StableIDs(report)
        created = ReportTime.milliseconds(report.createdAt)
        // No object may be older than its first version.
        modified = max(created, ReportTime.milliseconds(report.generatedAt))
    }

    private mutating func document() -> JSONValue {
        if let marking = report.marking {
            objects.append(STIXMarking.object(for: marking))
        }
        append(
            foreign: "identity",
            id: Self.identity,
            [("identity_class", .string("system")), ("name", .string("Tradecraft"))],
            isReferredTo: false
        )
        for technique in report.techniques {
            appendTechnique(technique)
        }
        for entity in report.groups + report.software + report.campaigns {
            appendEntity(entity)
        }
        appendUses()
        appendIndicators()
        appendReport()
        return .object([
            ("id", .string("bundle--\(ids.uuid("bundle", String(report.version)))")),
            ("objects", .array(objects)),
            ("type", .string("bundle")),
        ])
    }

    private mutating func appendTechnique(_ technique: ReportedTechnique) {
        guard let found = knowledge.technique(technique.id) else {
            return
        }
        var members: Members = [
            (
                "external_references",
                references(to: technique.id.description, address: AttackLink.technique(technique.id))
            ),
            ("name", .string(Self.name(technique.name))),
        ]
        if !found.tactics.isEmpty {
            let phases = found.tactics.map { tactic -> JSONValue in
                .object([("kill_chain_name", .string(killChain)), ("phase_name", .string(tactic))])
            }
            members.append(("kill_chain_phases", .array(phases)))
        }
        append(foreign: "attack-pattern", id: found.stixID, members)
        let sentences = technique.evidence.map { "“\(InertText.line($0.text, limit: 1200))”" }
        append(
            "note",
            named: technique.id.description,
            [
                (
                    "abstract",
                    .string("\(technique.id) \(Self.name(technique.name)): \(Self.verdict(on: technique))")
                ),
                ("confidence", .integer(Self.confidence(in: technique))),
                (
                    "content",
                    .string(sentences.isEmpty ? "No sentence is held for it." : sentences.joined(separator: "\n"))
                ),
                ("object_refs", .strings([found.stixID])),
            ]
        )
    }

    /// How certain a technique is, in hundredths; what an analyst has stood up for is.
    static func confidence(in technique: ReportedTechnique) -> Int {
        technique.review == nil ? Score.hundredths(technique.score) : 100
    }

    /// A name on one line, and no longer than platforms show.
    static func name(_ text: String) -> String { InertText.line(text, limit: 300) }

    private static func verdict(on technique: ReportedTechnique) -> String {
        switch technique.review {
        case .accepted: "accepted by an analyst"
        case .added: "added by an analyst"
        case .rejected, nil: "\(technique.confidence.rawValue) confidence"
        }
    }

    private mutating func appendEntity(_ entity: ReportedEntity) {
        guard let id = stixID(of: entity) else {
            return
        }
        var members: Members = [
            ("external_references", references(to: entity.id, address: AttackLink.entity(entity))),
            ("name", .string(Self.name(entity.name))),
        ]
        if entity.kind == .malware {
            members.append(("is_family", .boolean(true)))
        }
        append(foreign: Self.type(of: entity.kind), id: id, members)
    }

    /// The id that MITRE gave a group, a piece of software or a campaign; `nil` where the release has none of its kind.
    func stixID(of entity: ReportedEntity) -> String? {
        let id =
            switch entity.kind {
            case .group: knowledge.group(entity.id)?.stixID
            case .malware, .tool: knowledge.software(entity.id)?.stixID
            case .campaign: knowledge.campaign(entity.id)?.stixID
            }
        return id.flatMap { $0.hasPrefix(Self.type(of: entity.kind) + "--") ? $0 : nil }
    }

    private static func type(of kind: ReportedEntityKind) -> String {
        kind == .group ? "intrusion-set" : kind.rawValue
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

// MARK: - Appending

extension STIXReport {
    /// Appends an object that others define, such as a technique; it is short, old and unmarked.
    mutating func append(foreign type: String, id: String, _ members: Members, isReferredTo: Bool = true) {
        guard known.insert(id).inserted else { return }
        let common: Members = [
            ("created", .string(ReportTime.beforeAnyRelease)), ("id", .string(id)),
            ("modified", .string(ReportTime.beforeAnyRelease)), ("spec_version", .string("2.1")),
            ("type", .string(type)),
        ]
        objects.append(.object(common + members))
        if isReferredTo {
            references.append(id)
        }
    }

    /// Appends an object of ours: made by us, marked as the report is, and with an id that follows from its name.
    @discardableResult
    mutating func append(_ type: String, named name: String, _ members: Members) -> String {
        let id = "\(type)--\(ids.uuid(type, name))"
        guard known.insert(id).inserted else { return id }
        let common: Members = [
            ("created", .string(created)), ("created_by_ref", .string(Self.identity)), ("id", .string(id)),
            ("modified", .string(modified)), ("spec_version", .string("2.1")), ("type", .string(type)),
        ]
        objects.append(.object(common + markings + members))
        references.append(id)
        return id
    }

    /// Appends an observable and the folder that it lies in.
    mutating func append(_ observable: Observable, _ members: Members) {
        for folder in observable.folder {
            append(folder, members)
        }
        guard known.insert(observable.id).inserted else { return }
        let common: Members = [
            ("id", .string(observable.id)), ("spec_version", .string("2.1")), ("type", .string(observable.type)),
        ]
        objects.append(.object(common + markings + members + observable.members))
        references.append(observable.id)
    }

    private var markings: Members {
        report.marking.map { [("object_marking_refs", .strings([STIXMarking.id(of: $0)]))] } ?? []
    }
}
