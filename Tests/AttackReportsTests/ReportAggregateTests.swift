import AttackKnowledge
import AttackReports
import Foundation
import Testing

/// What many reports say together, as value, layer, page and table.
@Suite struct ReportAggregateTests {
    private func aggregate(_ title: String = "Reports on APT29") throws -> (ReportAggregate, KnowledgeBase) {
        let knowledge = try Fixtures.knowledge()
        let ids = knowledge.techniques.map(\.id)
        let sub = try #require(ids.first { $0.isSubTechnique })
        let other = try #require(ids.first { !$0.isSubTechnique && $0 != sub.parent })
        func count(
            _ id: String,
            _ reports: Int,
            _ maximum: Double,
            _ first: String,
            _ last: String
        ) -> ReportAggregate.Count {
            ReportAggregate.Count(
                id: id,
                name: "A name of then",
                reports: reports,
                maximum: maximum,
                sum: maximum * Double(reports) / 2,
                firstSeen: first,
                lastSeen: last
            )
        }
        return (
            ReportAggregate(
                title: title,
                knowledge: knowledge,
                reports: 8,
                span: ("2026-01-02T00:00:00Z", "2026-03-04T00:00:00Z"),
                counts: [
                    count("\(other)", 1, 0.4, "2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z"),
                    count("\(sub)", 6, 0.9, "2026-01-03T00:00:00Z", "2026-03-04T00:00:00Z"),
                    count("no id", 9, 1, "", ""),
                ]
            ),
            knowledge
        )
    }

    @Test func theMostFrequentComesFirstWithItsShareOfAllReports() throws {
        let (aggregate, knowledge) = try aggregate()
        #expect(aggregate.techniques.map(\.reports) == [6, 1] && aggregate.techniques.map(\.share) == [0.75, 0.125])
        let first = try #require(aggregate.techniques.first)
        #expect(first.mean == 0.45 && first.maximum == 0.9 && first.name == knowledge.fullName(of: first.id))
    }

    @Test func theLayerHasWholeScoresForEveryTacticAndUnfoldsTheParent() throws {
        let (aggregate, knowledge) = try aggregate()
        let layer = try #require(
            try JSONSerialization.jsonObject(with: Data(AggregateLayer.bytes(for: aggregate, knowledge: knowledge)))
                as? [String: Any]
        )
        let techniques = try #require(layer["techniques"] as? [[String: Any]])
        let scored = techniques.filter { $0["score"] != nil }
        #expect(Set(scored.compactMap { $0["score"] as? Int }) == [100, 17])
        #expect(scored.count == aggregate.techniques.flatMap(\.tactics).count)
        let parent = try #require(aggregate.techniques[0].id.parent)
        #expect(
            techniques.contains {
                $0["techniqueID"] as? String == "\(parent)" && $0["showSubtechniques"] as? Bool == true
            }
        )
        #expect(
            (layer["description"] as? String)?.hasPrefix("8 reports, made from 2026-01-02 to 2026-03-04 describe 2")
                == true
        )
    }

    @Test func anEmptyLayerStillHasAnEntryAndThePageSaysSo() throws {
        let knowledge = try Fixtures.knowledge()
        let empty = ReportAggregate(title: "None", knowledge: knowledge, reports: 0, span: nil, counts: [])
        let layer = String(decoding: AggregateLayer.bytes(for: empty, knowledge: knowledge), as: UTF8.self)
        #expect(layer.contains("\"techniqueID\"") && !layer.contains("\"score\""))
        let page = String(decoding: page(empty, knowledge), as: UTF8.self)
        #expect(page.contains("No report has what was asked for.") && !page.contains("<table"))
    }

    private func page(_ aggregate: ReportAggregate, _ knowledge: KnowledgeBase) -> [UInt8] {
        AggregatePage.bytes(
            for: aggregate,
            knowledge: knowledge,
            generatedAt: "2026-04-28T14:00:00Z",
            toolVersion: "0.1.0"
        )
    }

    @Test func thePageShowsTheHeatOfEachTechniqueAndLinksToItsLine() throws {
        let (aggregate, knowledge) = try aggregate()
        let text = String(decoding: page(aggregate, knowledge), as: UTF8.self)
        let markup = Markup(text)
        let first = aggregate.techniques[0].id.description
        #expect(markup.all("a").contains { $0.attributes["class"] == "h6" && $0.attributes["href"] == "#\(first)" })
        #expect(markup.all("tr").contains { $0.attributes["id"] == first })
        #expect(text.contains("<td data-label=\"Share\">75 %</td>") && markup.all("script").isEmpty)
        #expect(markup.all("h1").count == 1 && markup.all("main").count == 1)
    }

    @Test(arguments: HostileText.all) func hostileTitlesAreInert(_ title: String) throws {
        let (aggregate, knowledge) = try aggregate(title)
        let text = String(decoding: page(aggregate, knowledge), as: UTF8.self)
        let tags = Set(Markup(text).tags.map(\.name))
        #expect(tags.isDisjoint(with: ["script", "img", "svg", "base", "iframe"]))
        let layer = AggregateLayer.bytes(for: aggregate, knowledge: knowledge)
        for bytes in [Array(text.utf8), layer] { #expect(!bytes.contains { $0 == 0x1B || $0 == 0x07 || $0 == 0 }) }
    }

    @Test func theTableIsSafeToOpenInASpreadsheet() throws {
        let (aggregate, _) = try aggregate()
        let table = CSVLines(AggregateTable.bytes(for: aggregate))
        #expect(table.faults.isEmpty && table.lines.count == 3 && Set(table.lines.map(\.count)) == [12])
        #expect(table.lines[1][3...6] == ["6", "0.75", "0.9", "0.45"])
    }
}
