import DocumentText
import Foundation
import Glibc
import Testing

@testable import DocumentExtraction

/// The real program through the real client.
@Suite("The extractor program", .timeLimit(.minutes(5)))
struct ExtractorProgramTests {
    private func client() throws -> ExtractorProcess {
        ExtractorProcess(
            executable: try #require(Fixtures.extractor, "tradecraft-extract is not built beside the tests")
        )
    }

    @Test(arguments: [
        "report.pdf", "report.docx", "more.docx", "report.pptx", "report.xlsx", "report.odt", "report.epub",
        "report.html",
        "report.md", "utf16-bare.txt", "table.csv",
    ])
    func aDocumentIsTheSameThroughTheChild(_ name: String) async throws {
        let direct = try Fixtures.read(Fixtures.path(name))
        let document = try #require(try await client().extract(Fixtures.path(name)).document)
        #expect(document.text == direct.text)
        #expect(document.segments == direct.description.segments)
        #expect(document.metadata == direct.description.metadata)
        #expect(document.mediaType == direct.description.mediaType)
    }

    @Test(arguments: ["bundle.zip", "bundle.tar.gz", "bundle.7z", "name-gbk.zip", "list.urls", "shortcut.webloc"])
    func aContainerIsTheSameThroughTheChild(_ name: String) async throws {
        let bytes = Array(try Data(contentsOf: URL(filePath: Fixtures.path(name))))
        let direct = try #require(try Containers.open(bytes, name: name))
        let receiver = TakenMembers()
        let extraction = try await client().extract(Fixtures.path(name), members: receiver)
        #expect(extraction == .members(direct.listing))
        #expect(receiver.names == direct.names)
        #expect(receiver.bytes == direct.files.map(\.bytes))
    }

    @Test func aMemoryLimitIsKept() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "big-\(UUID().uuidString).txt").path
        try Data(repeating: 0x61, count: 40_000_000).write(to: URL(filePath: path))
        defer { unlink(path) }
        let client = try client()
        // The child would hold it several times.
        let error = await #expect(throws: ExtractionError.self) {
            try await client.extract(path, limits: ExtractionLimits(memoryBytes: 150 << 20))
        }
        #expect(error?.code == .memoryExceeded)
    }

    @Test func helpIsPrintedAndAWrongCommandLineIsRefused() throws {
        let program = try #require(Fixtures.extractor, "tradecraft-extract is not built beside the tests")
        #expect(try run(program, ["--help"]) == 0)
        #expect(try run(program, ["--nonsense"]) == 64)
    }

    private func run(_ program: String, _ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(filePath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }

    private static let skipped: Comment = "The shared documents are not here: set TRADECRAFT_SHARED to their folder."

    private static let formats: Set<Substring> = [
        "pdf", "docx", "pptx", "xlsx", "odt", "ods", "odp", "epub", "html", "md", "txt", "csv", "json",
    ]

    /// Every phrase that independent tools found in a document of these formats is in its text.
    @Test(.enabled(if: Fixtures.shared != nil, skipped))
    func everyKnownPhraseIsFound() async throws {
        let folder = try #require(Fixtures.shared)
        let table = try String(contentsOf: folder.appending(path: "good_phrases.tsv"), encoding: .utf8)
        var texts: [String: String] = [:]
        for line in table.split(separator: "\n").dropFirst() {
            let fields = line.split(separator: "\t").map(String.init)
            let name = fields[0]
            guard Self.formats.contains(name.split(separator: ".").last ?? "") else {
                continue
            }
            if texts[name] == nil {
                texts[name] = Self.flat(
                    try await client().extract(folder.appending(path: "good/\(name)").path).document?.text ?? ""
                )
            }
            #expect(texts[name]?.contains(Self.flat(fields[1])) == true, "\(name): \(fields[1])")
        }
        #expect(texts.count >= 50)
    }

    private static func flat(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The advisory in three formats, with the ids of its table; the page has one of them in the address of a link alone.
    @Test(.enabled(if: Fixtures.shared != nil, skipped), arguments: ["pdf", "docx", "html"])
    func theAdvisoryHasItsThirteenTechniques(_ format: String) async throws {
        let folder = try #require(Fixtures.shared)
        let path = folder.appending(path: "good/AA20-302A.\(format)").path
        let text = try #require(try await client().extract(path).document).text
        let ids = [
            "T1016", "T1036.005", "T1055", "T1057", "T1059.003", "T1083", "T1106", "T1134", "T1486", "T1489", "T1490",
            "T1547.001", "T1562.001",
        ]
        for id in ids {
            let isThere = text.contains(id) || text.contains("/techniques/\(id.replacing(".", with: "/"))")
            #expect(isThere, "\(id)")
        }
    }

    /// Each hostile or broken file ends in a document or in one typed error, in time, and the client lives.
    @Test(.enabled(if: Fixtures.shared != nil, skipped))
    func everyBadFileEndsInTime() async throws {
        let folder = try #require(Fixtures.shared).appending(path: "bad").path
        let client = try client()
        let limits = ExtractionLimits(wall: .seconds(15), cpuSeconds: 5)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let path = Array("\(folder)/\(name)".utf8)
            // On a thread of its own: with all tests at once, what is awaited goes on late, and that is not the child's.
            let end = await BlockingThread.run {
                let start = ContinuousClock.now
                let result = Result { () throws(ExtractionError) in
                    try client.extractBlocking(path: path, name: name, limits: limits)
                }
                return (result: result, elapsed: ContinuousClock.now - start)
            }
            let (result, elapsed) = try #require(end)
            if case .failure(let error) = result {
                #expect(![.malformedResult, .crashed, .unavailable, .toolMissing].contains(error.code), "\(error)")
            }
            #expect(elapsed < limits.wall + .seconds(2), "\(name)")
        }
    }
}
