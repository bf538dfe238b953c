import AttackKnowledge

extension MISPReport {
    /// MISP keeps no more of a page than 65,535 bytes.
    private static let contentLimit = 60_000
    private static let sentencesPerTechnique = 5

    /// A page in Markdown with the summary and the sentences, which MISP shows beside the attributes.
    var eventReport: JSONValue {
        .object([
            ("uuid", .string(ids.uuid("misp-event-report"))),
            ("name", .string("ATT&CK report: \(InertText.line(report.document.heading, limit: 200))")),
            ("content", .string(content)),
            ("distribution", .string("5")),
            ("timestamp", timestamp),
            ("deleted", .boolean(false)),
        ])
    }

    private var content: String {
        var end = MarkdownOutput(capacity: 2048)
        if !report.warnings.isEmpty {
            end.markup("\n## Warnings\n\n")
            for warning in report.warnings.prefix(20) {
                end.line("- ", InertText.line(warning, limit: 400), "")
            }
        }
        let release = "ATT&CK \(report.attack.domainName) \(report.attack.version)"
        let origin =
            "\(release), model \(report.model.hash), Tradecraft \(report.toolVersion), report \(report.version)"
        end.line("\n", origin, "")
        var start = MarkdownOutput(capacity: 4096)
        start.line("", summary, "")
        var page = start.bytes
        var omitted = 0
        for technique in report.techniques {
            let part = part(on: technique)
            if page.count + part.count + end.bytes.count > Self.contentLimit {
                omitted += 1
            } else {
                page += part
            }
        }
        if omitted > 0 {
            page += Array("\n\(Phrase.count(omitted, "more technique")) in the report.\n".utf8)
        }
        return String(decoding: page + end.bytes, as: UTF8.self)
    }

    private func part(on technique: ReportedTechnique) -> [UInt8] {
        var part = MarkdownOutput(capacity: 2048)
        part.markup("\n## ")
        part.link(
            "\(technique.id) \(InertText.line(technique.name, limit: 300))",
            to: AttackLink.technique(technique.id)
        )
        part.markup("\n\n")
        part.line("", verdict(on: technique), "")
        if !technique.evidence.isEmpty {
            part.blankLine()
        }
        for evidence in technique.evidence.prefix(Self.sentencesPerTechnique) {
            part.markup("> ")
            part.excerpt(Excerpt(evidence, names: [technique.name, technique.id.description], limit: 600))
            part.line("", evidence.page.map { " (page \($0))" } ?? "", "")
            part.markup(">\n")
        }
        let others = technique.evidence.count - Self.sentencesPerTechnique
        if others > 0 {
            part.line("\n", "\(Phrase.count(others, "more sentence")) in the report.", "")
        }
        return part.bytes
    }

    private func verdict(on technique: ReportedTechnique) -> String {
        let confidence = "\(technique.confidence.name) confidence (\(Score.hundredths(technique.score)) of 100)"
        return switch technique.review {
        case .accepted: "\(confidence), accepted by an analyst."
        case .added: "Added by an analyst."
        case .rejected, nil: "\(confidence)."
        }
    }
}
