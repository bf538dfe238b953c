import Testing

@testable import DocumentText

@Suite("The receiver of frames")
struct FrameReceiverTests {
    private let limits = ExtractionLimits(members: 10, memberBytes: 1000)

    private static let listing = MemberListing(
        mediaType: "application/zip",
        members: [
            DocumentMember(name: "reports/夜鷺.txt", kind: .file, size: 12),
            DocumentMember(name: "https://heron.example/a", kind: .reference, size: 0),
            DocumentMember(name: "empty.txt", kind: .file, size: 0),
            DocumentMember(name: "b.txt", kind: .file, size: 3),
        ],
        skipped: [SkippedMember(name: "c.png", code: .unsupportedFormat), SkippedMember(name: "d", code: .encrypted)],
        warnings: ["One.", "Two."]
    )

    private static let container =
        FakeChild.member(0, "reports/夜鷺.txt", "café 夜鷺")
        + ExtractionFrame.reference(number: 1, address: "https://heron.example/a")
        + FakeChild.member(2, "empty.txt", "") + FakeChild.member(3, "b.txt", "abc") + ExtractionFrame.listing(listing)

    private static let files = ["0 reports/夜鷺.txt: café 夜鷺", "2 empty.txt: ", "3 b.txt: abc"]

    private static let document = ExtractedDocument(
        text: "Night Heron\n\ncafé 夜鷺 🪶",
        segments: [Segment(kind: .heading, start: 0, end: 11), Segment(kind: .paragraph, start: 13, end: 22)],
        mediaType: "text/plain"
    )

    private static var documentStream: [UInt8] {
        ExtractionFrame.documentHead(document, textBytes: document.text.utf8.count) + Array(document.text.utf8)
    }

    private func feed(
        _ stream: [UInt8],
        to members: KeptMembers = KeptMembers(),
        pieces: () -> Int
    ) throws -> ExtractionFrame.Content {
        var receiver = FrameReceiver(limits: limits, members: members)
        var rest = stream[...]
        while !rest.isEmpty {
            let piece = rest.prefix(pieces())
            rest = rest.dropFirst(piece.count)
            try receiver.receive(piece)
        }
        return try receiver.finish()
    }

    /// A pipe cuts where it likes: within a header, a number, a letter.
    @Test(arguments: [1, 2, 3, 5, 7, 64, 1 << 20])
    func piecesOfAnySizeSayTheSame(_ size: Int) throws {
        let members = KeptMembers()
        #expect(try feed(Self.container, to: members) { size } == .members(Self.listing))
        #expect(members.files == Self.files)
        #expect(try feed(Self.documentStream) { size } == .document(Self.document))
    }

    @Test func piecesOfRandomSizesSayTheSame() throws {
        var random = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            let members = KeptMembers()
            let content = try feed(Self.container, to: members) { Int.random(in: 1...40, using: &random) }
            #expect(content == .members(Self.listing))
            #expect(members.files == Self.files)
            #expect(try feed(Self.documentStream) { Int.random(in: 1...9, using: &random) } == .document(Self.document))
        }
    }

    /// What a child that is killed leaves must never pass for a whole container.
    @Test func aContainerCutOffAnywhereIsRefused() {
        for length in 0..<Self.container.count {
            #expect(throws: (any Error).self) { try feed(Array(Self.container.prefix(length))) { 11 } }
        }
    }

    @Test(arguments: [container, documentStream])
    func everyChangedByteIsReadOrRefused(_ stream: [UInt8]) {
        for index in stream.indices {
            for change: UInt8 in [0x01, 0x02, 0x20, 0x80, 0xFF] {
                var changed = stream
                changed[index] ^= change
                let members = KeptMembers()
                do {
                    let content = try feed(changed, to: members) { 13 }
                    guard case .members(let listing) = content else { continue }
                    #expect(listing.members.count { $0.kind == .file } == members.files.count)
                    #expect(members.open == nil)
                } catch {
                    continue
                }
            }
        }
    }

    @Test func aFileThatIsNotCompleteIsNotEnded() throws {
        let members = KeptMembers()
        var receiver = FrameReceiver(limits: limits, members: members)
        try receiver.receive(FakeChild.member(0, "a.txt", "abc").dropLast())
        #expect(members.files.isEmpty)
        #expect(members.open == "0 a.txt")
    }

    @Test func withoutATakerFilesAreCounted() throws {
        #expect(try ExtractionFrame.decode(Self.container, limits: limits) == .members(Self.listing))
    }

    struct Lie: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let stream: [UInt8]
        var isExcess = false
    }

    private static func end(_ count: Int, size: Int = 1) -> [UInt8] {
        ExtractionFrame.listing(
            MemberListing(
                mediaType: "",
                members: Array(repeating: DocumentMember(name: "", kind: .file, size: size), count: count)
            )
        )
    }

    private static func named(_ name: String) -> Lie {
        Lie(testDescription: "a name \(name.debugDescription)", stream: FakeChild.member(0, name, "x") + end(1))
    }

    private static func referring(_ address: String) -> Lie {
        Lie(
            testDescription: "an address \(address.debugDescription)",
            stream: ExtractionFrame.reference(number: 0, address: address) + end(1, size: 0)
        )
    }

    private static func truncated(_ frame: [UInt8], payload: Int) -> [UInt8] {
        var changed = frame
        changed[6] = UInt8(payload)
        return changed
    }

    static let lies =
        [
            Lie(testDescription: "a listing of nothing", stream: end(0)),
            Lie(testDescription: "a listing of more", stream: FakeChild.member(0, "a", "x") + end(2)),
            Lie(testDescription: "a listing of other sizes", stream: FakeChild.member(0, "a", "x") + end(1, size: 2)),
            Lie(testDescription: "something after the listing", stream: FakeChild.members(count: 2) + [0]),
            Lie(
                testDescription: "a second listing",
                stream: FakeChild.members(count: 1) + FakeChild.members(count: 1)
            ),
            Lie(testDescription: "a number too high", stream: FakeChild.member(1, "a", "x") + end(1)),
            Lie(
                testDescription: "a number twice",
                stream: FakeChild.member(0, "a", "x") + FakeChild.member(0, "a", "x") + end(2)
            ),
            Lie(testDescription: "a document among members", stream: FakeChild.member(0, "a", "x") + documentStream),
            Lie(
                testDescription: "a failure among members",
                stream: FakeChild.member(0, "a", "x") + ExtractionFrame.failure(.damaged, detail: "")
            ),
            Lie(
                testDescription: "a member shorter than its name",
                stream: truncated(FakeChild.member(0, "abc", "x"), payload: 9)
            ),
            Lie(
                testDescription: "a member shorter than its number",
                stream: truncated(FakeChild.member(0, "abc", "x"), payload: 3)
            ),
            Lie(
                testDescription: "too many members",
                stream: (0..<11).flatMap { FakeChild.member($0, "a", "x") },
                isExcess: true
            ),
            Lie(
                testDescription: "too many bytes",
                stream: FakeChild.member(0, "a", String(repeating: "x", count: 999))
                    + ExtractionFrame.memberHead(number: 1, name: "b", fileBytes: 2),
                isExcess: true
            ),
            Lie(
                testDescription: "a file of exabytes",
                stream: ExtractionFrame.memberHead(number: 0, name: "b", fileBytes: .max / 2),
                isExcess: true
            ),
            Lie(
                testDescription: "a listing without bounds",
                stream: [0x54, 0x43, 0x58, 0x46, 2, 5, 0, 0, 0, 0, 0, 1, 0, 0],
                isExcess: true
            ),
            Lie(
                testDescription: "a length that no number holds",
                stream: [0x54, 0x43, 0x58, 0x46, 2, 5] + Array(repeating: 0xFF, count: 8),
                isExcess: true
            ),
        ] + ["", "/etc/passwd", "../a", "a/../b", "a//b", "a/", ".", "a\nb", "a\u{0}b"].map(named)
        + ["ftp://a.example/", "file:///etc/passwd", "https://a b", "", "https://a\n"].map(referring)

    @Test(arguments: lies)
    func aLieIsRefused(_ lie: Lie) {
        let violation = #expect(throws: ExtractionFrame.Violation.self) {
            try ExtractionFrame.decode(lie.stream, limits: limits)
        }
        #expect(violation?.isExcess == lie.isExcess)
    }

    @Test func theLimitsThemselvesAreAllowed() throws {
        let members = (0..<10).flatMap { FakeChild.member($0, "a", String(repeating: "x", count: 100)) }
        #expect(throws: Never.self) {
            try ExtractionFrame.decode(members + Self.end(10, size: 100), limits: limits)
        }
    }

    /// A name of 64 KB is cut by the writer and would be refused by the reader.
    @Test func aLongNameIsCutAndALongerOneRefused() throws {
        let long = String(repeating: "n", count: 70_000)
        let frame = ExtractionFrame.memberHead(number: 0, name: long, fileBytes: 0) + Self.end(1, size: 0)
        guard case .members(let listing) = try ExtractionFrame.decode(frame, limits: limits) else {
            Issue.record("It is no listing.")
            return
        }
        #expect(listing.members.first?.name.utf8.count == ExtractionFrame.maximumStringBytes)
        var lie = frame
        lie[19] = 0x20
        #expect(throws: ExtractionFrame.Violation.self) { try ExtractionFrame.decode(lie, limits: limits) }
    }
}
