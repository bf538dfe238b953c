import DocumentText
import Foundation
import Testing

@testable import DocumentExtraction

@Suite("Limits on containers")
struct ContainerLimitTests {
    @Test func asManyMembersAsAllowedComeOut() throws {
        let archive = Containers.tar(Containers.texts(5, size: 10))
        let all = try #require(try Containers.open(archive, limits: ExtractionLimits(members: 5)))
        #expect(all.names.count == 5)
        #expect(all.listing.warnings.isEmpty)
        let fewer = try #require(try Containers.open(archive, limits: ExtractionLimits(members: 4)))
        #expect(fewer.names.count == 4)
        #expect(fewer.skipped == ["4.txt: membersExceeded"])
    }

    @Test func asManyBytesAsAllowedComeOut() throws {
        let archive = Containers.tar(Containers.texts(4, size: 1000))
        let all = try #require(try Containers.open(archive, limits: ExtractionLimits(memberBytes: 4000)))
        #expect(all.names.count == 4)
        let fewer = try #require(try Containers.open(archive, limits: ExtractionLimits(memberBytes: 3999)))
        #expect(fewer.names.count == 3)
        #expect(fewer.skipped == ["3.txt: membersExceeded"])
    }

    @Test func aMemberIsNoLargerThanADocumentMayBe() throws {
        let archive = Containers.tar(
            [("large.txt", [UInt8](repeating: 0x61, count: 5000))] + Containers.texts(1, size: 9)
        )
        #expect(try Containers.open(archive, limits: ExtractionLimits(inputBytes: 5000))?.names.count == 2)
        let opened = try #require(try Containers.open(archive, limits: ExtractionLimits(inputBytes: 4999)))
        #expect(opened.names == ["0.txt"])
        #expect(opened.skipped == ["large.txt: inputExceeded"])
    }

    /// Up to 32 MiB anything may grow; beyond that, no more than so many times.
    @Test func whatGrowsTooMuchStaysIn() throws {
        #expect(throws: Never.self) { try Fixtures.read(Fixtures.path("grown.txt.bz2")) }
        #expect(try Fixtures.failure(Fixtures.path("overgrown.txt.bz2"))?.code == .membersExceeded)
        let generous = ExtractionLimits(ratio: 1_000_000)
        #expect(try Fixtures.failure(Fixtures.path("overgrown.txt.bz2"), limits: generous) == nil)
    }

    @Test func atTheDeepestLevelNothingIsOpened() throws {
        let archive = Containers.tar(Containers.texts(1, size: 10))
        #expect(try Containers.failure(archive, limits: ExtractionLimits(depth: 0))?.code == .nestingExceeded)
        #expect(try Containers.open(archive, limits: ExtractionLimits(depth: 1))?.names == ["0.txt"])
    }

    /// Two hundred are named, the others counted.
    @Test func whatIsLeftOutIsCounted() throws {
        let files =
            Containers.texts(1, size: 1)
            + (0..<300).map { ("\($0).png", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) }
        let opened = try #require(try Containers.open(Containers.tar(files)))
        #expect(opened.skipped.count == 200)
        #expect(opened.listing.warnings == ["100 more members were left out."])
    }

    @Test func aSizeThatIsALieIsFoundOut() throws {
        let archive = Containers.tarEntry("a.txt", [0x61], promised: 1 << 32)
        #expect(try Containers.failure(archive)?.code == .inputExceeded)
    }
}

@Suite("Containers within documents")
struct ContainerPartsTests {
    private func read(
        _ bytes: [UInt8],
        name: String = "a.tar",
        limits: ExtractionLimits = ExtractionLimits()
    ) throws -> DocumentDraft {
        var draft = DocumentDraft(limits: limits)
        let context = ReadingContext(limits: limits)
        PartReader.read(bytes, name: name, as: .attachment, into: &draft, context)
        return draft
    }

    @Test func eachMemberIsAPartOfItsPart() throws {
        let inner = Containers.tar([("b.txt", Array("second words".utf8))])
        let draft = try read(Containers.tar([("a.txt", Array("first words".utf8)), ("inner.tar", inner)]))
        #expect(draft.parts.map(\.name) == ["a.tar", "a.txt", "inner.tar", "b.txt"])
        #expect(draft.parts.map(\.parent) == [nil, 0, 0, 2])
        let text = String(decoding: draft.text.utf8, as: UTF8.self)
        #expect(text.contains("first words"))
        #expect(text.contains("second words"))
        #expect(draft.warnings.isEmpty)
    }

    @Test func theBudgetsOfTheDocumentAreShared() throws {
        let archive = Containers.tar(Containers.texts(4, size: 1000))
        let draft = try read(archive, limits: ExtractionLimits(memberBytes: archive.count + 3500))
        #expect(draft.parts.count == 4)
        #expect(draft.isPartial)
        let few = try read(archive, limits: ExtractionLimits(members: 3))
        #expect(few.parts.count == 3)
        #expect(few.isPartial)
    }

    @Test func theDepthIsLimited() throws {
        var archive = Containers.tar([("a.txt", Array("deep words".utf8))])
        for _ in 0..<5 {
            archive = Containers.tar([("a.tar", archive)])
        }
        #expect(try read(archive, limits: ExtractionLimits(depth: 7)).text.hasWords)
        let shallow = try read(archive, limits: ExtractionLimits(depth: 6))
        #expect(!String(decoding: shallow.text.utf8, as: UTF8.self).contains("deep words"))
        #expect(shallow.isPartial)
    }

    @Test func addressesBecomeLinks() throws {
        let draft = try read(Array("[InternetShortcut]\nURL=https://heron.example/one\n".utf8), name: "a.url")
        #expect(draft.text.segments.last?.kind == .link)
        #expect(String(decoding: draft.text.utf8, as: UTF8.self).hasSuffix("https://heron.example/one"))
    }
}
