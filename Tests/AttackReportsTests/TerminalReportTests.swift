import AttackKnowledge
import AttackReports
import Testing

/// The page on a terminal.
@Suite struct TerminalReportTests {
    private func lines(
        _ report: AttackReport,
        width: Int = 100,
        hasColor: Bool = false,
        history: TerminalReport.History = TerminalReport.History(folder: "notes.txt--000001")
    ) throws -> [String] {
        TerminalReport.lines(
            for: report,
            knowledge: try Fixtures.knowledge(),
            history: history,
            style: TerminalReport.Style(width: width, hasColor: hasColor)
        )
    }

    @Test func thePageStaysAsItIs() throws {
        let history = TerminalReport.History(
            folder: "incident--000001",
            versions: [1, 2]
                .map { number in
                    TerminalReport.Version(
                        number: number,
                        createdAt: "2026-04-2\(number) 14:00:00Z",
                        attack: "18.\(number)",
                        model: "m\(number)",
                        isShown: number == 2
                    )
                },
            reviews: [
                TerminalReport.Review(
                    technique: "T1059.001",
                    verdict: .accepted,
                    reviewer: "ana",
                    reviewedAt: "2026-04-28 15:00:00Z",
                    note: "seen in the wild"
                )
            ]
        )
        let page = try lines(Fixtures.incident(), history: history)
        try Fixtures.compare(Array((page.joined(separator: "\n") + "\n").utf8), with: "incident-terminal.txt")
    }

    /// No line is wider than the terminal, and the words are the same with colours and without.
    @Test(arguments: [30, 45, 80, 120, 200]) func linesFitTheTerminal(_ width: Int) throws {
        let plain = try lines(Fixtures.incident(), width: width)
        for line in plain { #expect(line.unicodeScalars.count <= width, "\(line)") }
        #expect(!plain.contains { $0.contains("\u{1B}") })
        let coloured = try lines(Fixtures.incident(), width: width, hasColor: true)
        #expect(coloured.contains { $0.contains("\u{1B}[48;5;") })
        #expect(plain.contains { $0.hasPrefix("ATT&CK matrix") })
    }

    @Test(arguments: HostileText.terminal + HostileText.reordering + HostileText.markup)
    func hostileTextIsInert(_ text: String) throws {
        let sentence = ReportEvidence(
            start: 0,
            end: 9,
            text: "One \(text) two",
            part: text,
            section: text,
            score: 0.9,
            signal: .sentence,
            terms: [text, "two"]
        )
        let report = Samples.report(
            name: text,
            title: text,
            address: "https://example.org/\(text)",
            techniques: [try Samples.technique(name: text, evidence: [sentence])],
            groups: [ReportedEntity(kind: .group, id: text, name: text, evidence: [sentence])],
            indicators: [ReportedIndicator(kind: .fileName, value: text, writtenAs: text, places: [])],
            warnings: [text]
        )
        let history = TerminalReport.History(
            folder: text,
            reviews: [
                TerminalReport.Review(
                    technique: "T1486",
                    verdict: .rejected,
                    reviewer: text,
                    reviewedAt: "2026",
                    note: text
                )
            ]
        )
        for line in try lines(report, history: history) {
            let active = line.unicodeScalars.first { scalar in
                scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) || (0x202A...0x202E).contains(scalar.value)
                    || (0x2066...0x2069).contains(scalar.value)
            }
            #expect(active == nil, "\(line.debugDescription)")
        }
    }

    @Test func aReportWithoutTechniquesSaysSo() throws {
        let page = try lines(Samples.report())
        #expect(page.contains("No technique was found.") && !page.contains("ATT&CK matrix"))
    }
}
