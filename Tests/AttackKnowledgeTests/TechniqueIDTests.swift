import Foundation
import Testing

@testable import AttackKnowledge

@Suite struct TechniqueIDTests {
    @Test(arguments: ["T1059", "T1059.001", "T0800", "T0000", "T9999.999", "T1000.000"])
    func anIDReadsAsItIsWritten(_ text: String) throws {
        let id = try #require(TechniqueID(text))
        #expect(id.description == text)
        #expect(TechniqueID(text[...]) == id)
    }

    @Test(arguments: [
        "", "T", "T105", "T10590", "T1059.", "T1059.01", "T1059.0001", "t1059", "X1059", "T1O59", "T1059,001",
    ])
    func nothingElseReadsAsAnID(_ text: String) {
        #expect(TechniqueID(text) == nil)
    }

    /// Lists are printed in this order: a technique, its sub-techniques, the next technique.
    @Test func idsSortAsOnAPage() throws {
        let texts = ["T1001", "T1001.000", "T1001.001", "T1001.999", "T1002", "T1059.001", "T1060"]
        let ids = texts.compactMap { TechniqueID($0) }
        #expect(ids.count == texts.count)
        #expect(ids.reversed().sorted().map(\.description) == texts)
    }

    @Test func aSubTechniqueKnowsItsParent() throws {
        let sub = try #require(TechniqueID("T1059.000"))
        #expect(sub.isSubTechnique)
        #expect(sub.parent == TechniqueID("T1059"))
        #expect(sub.parent?.parent == nil)
        #expect(TechniqueID("T1059")?.isSubTechnique == false)
    }

    @Test func anIDIsCodedAsAString() throws {
        let id = try #require(TechniqueID("T1059.001"))
        let json = try JSONEncoder().encode([id])
        #expect(String(decoding: json, as: UTF8.self) == #"["T1059.001"]"#)
        #expect(try JSONDecoder().decode([TechniqueID].self, from: json) == [id])
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode([TechniqueID].self, from: Data(#"["PowerShell"]"#.utf8))
        }
    }
}
