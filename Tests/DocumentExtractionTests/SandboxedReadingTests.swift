import CLinux
import DocumentText
import Foundation
import Glibc
import Testing

@testable import DocumentExtraction

/// What must still work within the sandbox, and what becomes of a child that does not end.
@Suite(
    "Reading within the sandbox",
    .enabled(if: Sandboxed.isPossible, "This kernel has no Landlock."),
    .serialized,
    .timeLimit(.minutes(5))
)
struct SandboxedReadingTests {
    static let documents = ["report.pdf", "report.docx", "report.html", "russian-koi8-r.txt", "utf16-bare.txt"]

    @Test(arguments: documents, Sandboxed.users)
    func documentsAreRead(_ name: String, _ user: Sandboxed.User) async throws {
        let run = try await read(Fixtures.path(name), name: name, as: user)
        #expect(run.exitCode == 0)
        #expect(run.text == (try Fixtures.read(Fixtures.path(name)).text))
    }

    /// The C library loads a character set as a shared library.
    @Test(arguments: Sandboxed.users)
    func aCharacterSetIsLoaded(_ user: Sandboxed.User) async throws {
        let stage = try HostileStage()
        let head = "<html><head><meta charset=\"euc-jp\"><title>t</title></head><body><p>"
        let page = Data(head.utf8) + Data([0xCC, 0xEB, 0xBA, 0xED]) + Data("</p></body></html>".utf8)
        try page.write(to: URL(filePath: "\(stage.folder)/page.html"))
        let run = try await read("\(stage.folder)/page.html", name: "page.html", as: user)
        #expect(run.text.contains("夜鷺"))
    }

    /// libmagic has to load its database to know the type.
    @Test(arguments: Sandboxed.users)
    func anUnknownFormatIsNamed(_ user: Sandboxed.User) async throws {
        let stage = try HostileStage()
        let bytes = try Data(contentsOf: URL(filePath: "/proc/self/exe")).prefix(4096)
        try bytes.write(to: URL(filePath: "\(stage.folder)/program"))
        let path = "\(stage.folder)/program"
        let run = try await Sandboxed.probe(["extract", "--name", "program"], as: user, on: stage, input: path)
        #expect(run.exitCode == 0)
        #expect(run.text.contains("documents of type application/x-"))
    }

    @Test func theExtractorSaysWhatProtectsTheMachine() async throws {
        let report = try await ExtractorProcess(executable: Sandboxed.program("tradecraft-extract")).protections()
        #expect(report.isComplete)
        #expect(report.landlock == Sandboxed.landlock)
    }

    @Test(arguments: Sandboxed.users)
    func aForkBombEndsWithItsDocument(_ user: Sandboxed.User) async throws {
        let stage = try HostileStage()
        let act = (user.change.map { "user=\($0) " } ?? "") + "folder=\(stage.folder) confined fork-bomb"
        #expect(try await end(of: act, ExtractionLimits(wall: .seconds(2))) == .timedOut)
        #expect(try Self.left(of: stage) == 0)
    }

    @Test func aForkBombInAToolEndsWithItsDocument() async throws {
        let stage = try HostileStage()
        try stage.install(tool: Sandboxed.program("hostile-tool"))
        let act = "folder=\(stage.folder) tool fork-bomb"
        let code = try await end(of: act, ExtractionLimits(wall: .seconds(2)), toolPath: stage.folder)
        #expect(code == .timedOut)
        #expect(try Self.left(of: stage) == 0)
    }

    /// The children of a document, while it bombs: the reader, the launcher and no other.
    @Test(arguments: Sandboxed.users)
    func aForkBombStaysAlone(_ user: Sandboxed.User) async throws {
        let stage = try HostileStage()
        _ = try await Sandboxed.probe(["confined", "fork-bomb"], as: user, on: stage) { process in
            let processes = try Self.processes(of: stage)
            #expect(processes.count == 2)
            #expect(processes.contains(process))
        }
        #expect(try Self.left(of: stage) == 0)
    }

    @Test func processorTimeIsBounded() async throws {
        #expect(try await end(of: "confined burn", ExtractionLimits(cpuSeconds: 1)) == .timedOut)
    }

    /// What is no frame is refused at its first bytes, however much would follow.
    @Test func endlessOutputIsCutOff() async throws {
        #expect(try await end(of: "confined write", ExtractionLimits()) == .malformedResult)
    }

    @Test(.enabled(if: access("/usr/bin/pdftoppm", X_OK) == 0 && access("/usr/bin/tesseract", X_OK) == 0))
    func pagesArePaintedAndRecognised() async throws {
        let stage = try HostileStage()
        let paint = ["run", "/usr/bin/pdftoppm", "-r", "150", "-gray", "-l", "1", "-"]
        let page = try await Sandboxed.probe(paint, on: stage, input: Fixtures.path("report.pdf"))
        try page.output.write(to: URL(filePath: "\(stage.folder)/page.pgm"))
        let recognise = ["run", "/usr/bin/tesseract", "-", "-", "-l", "eng"]
        let text = try await Sandboxed.probe(recognise, on: stage, input: "\(stage.folder)/page.pgm").text
        #expect(text.contains("Night Heron"))
    }

    private func read(_ path: String, name: String, as user: Sandboxed.User) async throws -> ProgramRun {
        let words = ["extract", "--print", "--name", name]
        return try await Sandboxed.probe(words, as: user, on: HostileStage(), input: path)
    }

    /// How the real client ends a child that does what `act` says.
    private func end(
        of act: String,
        _ limits: ExtractionLimits,
        toolPath: String = "/usr/bin:/bin"
    ) async throws -> ExtractionError.Code? {
        let client = ExtractorProcess(executable: try Sandboxed.program("extract-probe"), toolPath: toolPath)
        let error = await #expect(throws: ExtractionError.self) {
            try await client.extract(Fixtures.path("report.md"), name: act, limits: limits)
        }
        return error?.code
    }

    /// The processes with the stage's folder in their command line.
    private static func processes(of stage: HostileStage) throws -> [pid_t] {
        try FileManager.default.contentsOfDirectory(atPath: "/proc").compactMap { pid_t($0) }
            .filter { process in
                // A process may have ended meanwhile.
                let line = try? String(contentsOfFile: "/proc/\(process)/cmdline", encoding: .utf8)
                return line?.contains(stage.folder) ?? false
            }
    }

    /// How many of them do not end in two seconds; one that was killed takes a moment.
    private static func left(of stage: HostileStage) throws -> Int {
        try processes(of: stage)
            .count { process in
                let descriptor = clinux_pidfd_open(process)
                guard descriptor >= 0 else { return false }
                defer { close(descriptor) }
                var polled = pollfd(fd: descriptor, events: CShort(POLLIN), revents: 0)
                return poll(&polled, 1, 2000) != 1
            }
    }
}
