import AttackKnowledge

/// The writer of `report.json`: everything in the report, in the layout that its `Codable` conformance reads.
///
/// What ATT&CK says against a technique, its mitigations and detection strategies, is added from the knowledge base; a
/// reader of the file that has none sees it, and ``AttackReport`` does not keep it.
enum JSONReport {
    /// The file's bytes.
    static func bytes(for report: AttackReport, knowledge: KnowledgeBase?) -> [UInt8] {
        value(report, knowledge).bytes(capacity: 8192 + report.techniques.count * 2048)
    }

    private static func value(_ report: AttackReport, _ knowledge: KnowledgeBase?) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("schemaVersion", .integer(AttackReport.currentSchemaVersion)),
            ("id", .string(report.id)),
            ("version", .integer(report.version)),
            ("createdAt", .string(report.createdAt)),
            ("generatedAt", .string(report.generatedAt)),
            ("toolVersion", .string(report.toolVersion)),
            ("document", value(report.document)),
            ("attack", value(report.attack)),
            ("model", .object([("hash", .string(report.model.hash))])),
            ("techniques", .array(report.techniques.map { value($0, knowledge) })),
            ("rejected", .array(report.rejected.map(value))),
            ("groups", .array(report.groups.map(value))),
            ("software", .array(report.software.map(value))),
            ("campaigns", .array(report.campaigns.map(value))),
            ("indicators", .array(report.indicators.map(value))),
            ("warnings", .strings(report.warnings)),
        ]
        if let marking = report.marking {
            members.append(("marking", .string(marking.rawValue)))
        }
        if let difference = report.difference {
            members.append(("difference", value(difference)))
        }
        return .object(members)
    }

    private static func value(_ document: ReportDocument) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("name", .string(document.name)),
            ("sha256", .string(document.sha256)),
            ("size", .integer(document.size)),
            ("mediaType", .string(document.mediaType)),
        ]
        if let title = document.title {
            members.append(("title", .string(title)))
        }
        if let author = document.author {
            members.append(("author", .string(author)))
        }
        if let pageCount = document.pageCount {
            members.append(("pageCount", .integer(pageCount)))
        }
        if let wordCount = document.wordCount {
            members.append(("wordCount", .integer(wordCount)))
        }
        if document.isPartial {
            members.append(("isPartial", .boolean(true)))
        }
        if let address = document.address {
            members.append(("address", .string(address)))
        }
        if let version = document.version {
            members.append(("version", .integer(version)))
        }
        if let previous = document.previous {
            members.append(("previous", .string(previous)))
        }
        return .object(members)
    }

    private static func value(_ release: ReportRelease) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("domain", .string(release.domain.rawValue)),
            ("version", .string(release.version)),
            ("source", .string(release.source)),
            ("sha256", .string(release.sha256)),
        ]
        if let fetchedAt = release.fetchedAt {
            members.append(("fetchedAt", .string(fetchedAt)))
        }
        return .object(members)
    }

    private static func value(_ technique: ReportedTechnique, _ knowledge: KnowledgeBase?) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [
            ("confidence", .string(technique.confidence.rawValue)),
            ("evidence", .array(technique.evidence.map(value))),
            ("id", .string(technique.id.description)),
            ("name", .string(technique.name)),
            ("score", .number(technique.score)),
            ("tactics", .strings(technique.tactics)),
            ("writtenAs", .strings(technique.writtenAs)),
        ]
        if let review = technique.review {
            members.append(("review", .string(review.rawValue)))
        }
        if let knowledge, let known = knowledge.technique(technique.id) {
            let mitigations = known.mitigations.map { id -> JSONValue in
                .object([("id", .string(id)), ("name", .string(knowledge.mitigation(id)?.name ?? id))])
            }
            members.append(("mitigations", .array(mitigations)))
            members.append(("detections", .strings(known.detections)))
        }
        return .object(members)
    }

    private static func value(_ entity: ReportedEntity) -> JSONValue {
        .object([
            ("evidence", .array(entity.evidence.map(value))),
            ("id", .string(entity.id)),
            ("kind", .string(entity.kind.rawValue)),
            ("name", .string(entity.name)),
        ])
    }

    private static func value(_ indicator: ReportedIndicator) -> JSONValue {
        .object([
            ("count", .integer(indicator.count)),
            ("isDefanged", .boolean(indicator.isDefanged)),
            ("kind", .string(indicator.kind.rawValue)),
            ("places", .array(indicator.places.map(value))),
            ("role", .string(indicator.role.rawValue)),
            ("value", .string(indicator.value)),
            ("writtenAs", .string(indicator.writtenAs)),
        ])
    }

    private static func value(_ place: ReportedIndicator.Place) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = [("end", .integer(place.end))]
        if let page = place.page {
            members.append(("page", .integer(page)))
        }
        members.append(("start", .integer(place.start)))
        return .object(members)
    }

    static func value(_ evidence: ReportEvidence) -> JSONValue {
        var members: [(key: String, value: JSONValue)] = []
        members.reserveCapacity(8)
        members.append(("end", .integer(evidence.end)))
        if let page = evidence.page {
            members.append(("page", .integer(page)))
        }
        if let part = evidence.part {
            members.append(("part", .string(part)))
        }
        if let section = evidence.section {
            members.append(("section", .string(section)))
        }
        members.append(("score", .number(evidence.score)))
        members.append(("signal", .string(evidence.signal.rawValue)))
        members.append(("start", .integer(evidence.start)))
        members.append(("terms", .strings(evidence.terms)))
        members.append(("text", .string(evidence.text)))
        return .object(members)
    }
}
