import Foundation
import Glibc
import Testing

@testable import DocumentText

/// The client against children that do everything but their job.
@Suite("The client of the extractor", .timeLimit(.minutes(5)))
struct ExtractorProcessTests {
    private func failure(
        _ child: FakeChild,
        limits: ExtractionLimits = ExtractionLimits()
    ) async -> ExtractionError? {
        do {
            _ = try await ExtractorProcess(executable: child.executable).extract(child.document, limits: limits)
            return nil
        } catch {
            return error
        }
    }

    @Test func aWellFormedAnswerIsTheDocument() async throws {
        let child = try FakeChild("cat \"$D/answer\"", answer: FakeChild.answer("café"))
        let answer = try await ExtractorProcess(executable: child.executable).extract(child.document)
        let document = try #require(answer.document)
        #expect(document.text == "café")
        #expect(document.segments == [Segment(kind: .paragraph, start: 0, end: 4)])
    }

    @Test func theFilesOfAContainerGoToTheReceiver() async throws {
        let child = try FakeChild("cat \"$D/answer\"", answer: FakeChild.members(count: 3))
        let receiver = KeptMembers()
        let answer = try await ExtractorProcess(executable: child.executable)
            .extract(child.document, members: receiver)
        #expect(answer == .members(FakeChild.listing(count: 3)))
        #expect(receiver.files == ["0 a0.txt: 0", "1 a1.txt: 11", "2 a2.txt: 222"])
    }

    /// A full disk, for one: the child is stopped and the caller gets the receiver's own error.
    @Test func aReceiverThatRefusesEndsTheExtraction() async throws {
        let child = try FakeChild(
            "echo $$ > \"$D/process\"; cat \"$D/answer\"; sleep 600",
            answer: FakeChild.members(count: 3)
        )
        let receiver = KeptMembers(refusesAfter: 2)
        await #expect(throws: ExtractionError(.unavailable, document: "disk")) {
            try await ExtractorProcess(executable: child.executable).extract(child.document, members: receiver)
        }
        #expect(receiver.files.count == 2)
        let process = try #require(pid_t(try child.note("process")))
        #expect(kill(process, 0) == -1)
    }

    @Test func theChildReadsTheDocumentAndKnowsNothingElse() async throws {
        let child = try FakeChild(
            """
            cat > "$D/input"
            env | grep -v -e '^PWD=' -e '^SHLVL=' -e '^_=' -e '^OLDPWD=' | sort > "$D/environment"
            ls /proc/$$/fd > "$D/descriptors"
            ps -o pgid= -p $$ > "$D/group"
            echo $$ > "$D/process"
            cat "$D/answer"
            """,
            answer: FakeChild.answer("x")
        )
        // Something that must not be inherited, though it is not closed on exec.
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        _ = try await ExtractorProcess(executable: child.executable, toolPath: "/usr/bin:/bin").extract(child.document)
        #expect(try child.note("input") == "words in a document")
        #expect(try child.note("environment") == "PATH=/usr/bin:/bin\nSWIFT_BACKTRACE=enable=no")
        // The shell keeps what it saved for itself at 10 and above.
        #expect(try child.note("descriptors").split(separator: "\n").filter { $0.count == 1 } == ["0", "1", "2"])
        #expect(try child.note("group") == child.note("process"))
    }

    struct Misbehaviour: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let script: String
        let code: ExtractionError.Code
        var answer: [UInt8] = []
        var limits = ExtractionLimits()
    }

    static let misbehaviours = [
        Misbehaviour(testDescription: "says nothing", script: "true", code: .malformedResult),
        Misbehaviour(testDescription: "says something else", script: "echo hello", code: .malformedResult),
        Misbehaviour(testDescription: "exits with a code", script: "exit 3", code: .crashed),
        Misbehaviour(testDescription: "crashes", script: "kill -SEGV $$", code: .crashed),
        Misbehaviour(
            testDescription: "crashes after a whole answer",
            script: "cat \"$D/answer\"; kill -ABRT $$",
            code: .crashed,
            answer: FakeChild.answer("x")
        ),
        Misbehaviour(
            testDescription: "runs out of memory",
            script: "echo 'fatal: Cannot allocate memory' >&2; kill -ABRT $$",
            code: .memoryExceeded
        ),
        Misbehaviour(testDescription: "uses up its processor time", script: "kill -XCPU $$", code: .timedOut),
        Misbehaviour(
            testDescription: "hangs",
            script: "sleep 600",
            code: .timedOut,
            limits: ExtractionLimits(wall: .milliseconds(200))
        ),
        Misbehaviour(
            testDescription: "hangs with its output closed",
            script: "exec >&- 2>&-; sleep 600",
            code: .timedOut,
            limits: ExtractionLimits(wall: .milliseconds(200))
        ),
        Misbehaviour(testDescription: "floods its output", script: "yes", code: .malformedResult),
        Misbehaviour(
            testDescription: "floods its output after an answer",
            script: "cat \"$D/answer\"; yes",
            code: .malformedResult,
            answer: FakeChild.answer("x")
        ),
        Misbehaviour(
            testDescription: "sends more text than allowed",
            script: "cat \"$D/answer\"; yes",
            code: .outputExceeded,
            answer: FakeChild.answer("words"),
            limits: ExtractionLimits(textBytes: 4)
        ),
        Misbehaviour(
            testDescription: "sends more members than allowed",
            script: "cat \"$D/answer\"; sleep 600",
            code: .outputExceeded,
            answer: FakeChild.members(count: 3),
            limits: ExtractionLimits(members: 2)
        ),
        Misbehaviour(
            testDescription: "crashes between members",
            script: "cat \"$D/answer\"; kill -SEGV $$",
            code: .crashed,
            answer: FakeChild.member(0, "a.txt", "one")
        ),
        Misbehaviour(
            testDescription: "hangs within a member",
            script: "cat \"$D/answer\"; sleep 600",
            code: .timedOut,
            answer: ExtractionFrame.memberHead(number: 0, name: "a.txt", fileBytes: 1000),
            limits: ExtractionLimits(wall: .milliseconds(200))
        ),
        Misbehaviour(
            testDescription: "floods its standard error",
            script: "yes >&2",
            code: .timedOut,
            limits: ExtractionLimits(wall: .milliseconds(300))
        ),
        Misbehaviour(
            testDescription: "answers and then hangs",
            script: "cat \"$D/answer\"; sleep 600",
            code: .timedOut,
            answer: FakeChild.answer("x"),
            limits: ExtractionLimits(wall: .milliseconds(200))
        ),
        Misbehaviour(
            testDescription: "lies about its length",
            script: "cat \"$D/answer\"; printf more",
            code: .malformedResult,
            answer: FakeChild.answer("x")
        ),
        Misbehaviour(
            testDescription: "sends a failure",
            script: "cat \"$D/answer\"",
            code: .encrypted,
            answer: ExtractionFrame.failure(.encrypted, detail: "")
        ),
    ]

    /// Every child ends in exactly one error, and is collected: a zombie would still be found by its number.
    @Test(arguments: misbehaviours)
    func aChildThatMisbehavesIsOneError(_ misbehaviour: Misbehaviour) async throws {
        let script = "echo $$ > \"$D/process\"\n\(misbehaviour.script)"
        let child = try FakeChild(script, answer: misbehaviour.answer)
        #expect(await failure(child, limits: misbehaviour.limits)?.code == misbehaviour.code)
        let process = try #require(pid_t(try child.note("process")))
        #expect(kill(process, 0) == -1)
    }

    /// What a child leaves running in its group would go on eating the machine.
    @Test func whatTheChildLeavesBehindIsKilled() async throws {
        let child = try FakeChild(
            "sleep 600 & echo $! > \"$D/left\"; cat \"$D/answer\"",
            answer: FakeChild.answer("x")
        )
        #expect(await failure(child) == nil)
        let left = try #require(pid_t(try child.note("left")))
        // It was sent its signal; the kernel ends it when it is next to run, and whoever inherited it collects it.
        var isGone = false
        for _ in 0..<500 where !isGone {
            let state = try? String(contentsOfFile: "/proc/\(left)/stat", encoding: .utf8)
            isGone = state.map { $0.contains(") Z ") || $0.contains(") X ") } ?? true
            if !isGone { usleep(10_000) }
        }
        #expect(isGone)
    }

    @Test func cancellationKillsTheChildAndReturnsAtOnce() async throws {
        let child = try FakeChild("echo $$ > \"$D/process\"; echo > \"$D/ready\"; sleep 600")
        mkfifo("\(child.folder)/ready", 0o600)
        let extraction = Task { await failure(child) }
        await waitForWriter("\(child.folder)/ready")
        extraction.cancel()
        #expect(await extraction.value?.code == .cancelled)
        let process = try #require(pid_t(try child.note("process")))
        #expect(kill(process, 0) == -1)
    }

    /// Returns when somebody has written to the FIFO.
    private func waitForWriter(_ path: String) async {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let fifo = open(path, O_RDONLY)
                var byte: UInt8 = 0
                while read(fifo, &byte, 1) > 0 {}
                close(fifo)
                continuation.resume()
            }
        }
    }

    /// Each of two children waits for the other: they only end when both run at the same time.
    @Test func twoDocumentsAreExtractedInParallel() async throws {
        let answer = FakeChild.answer("x")
        let first = try FakeChild("echo > \"$D/here\"; cat \"$D/there\" > /dev/null; cat \"$D/answer\"", answer: answer)
        mkfifo("\(first.folder)/here", 0o600)
        mkfifo("\(first.folder)/there", 0o600)
        let second = try FakeChild(
            "cat '\(first.folder)/here' > /dev/null; echo > '\(first.folder)/there'; cat \"$D/answer\"",
            answer: answer
        )
        async let one = failure(first)
        async let other = failure(second)
        #expect(await one == nil)
        #expect(await other == nil)
    }

    @Test func aProgramThatIsNotThereIsAMissingTool() async throws {
        let child = try FakeChild("true")
        let client = ExtractorProcess(executable: "\(child.folder)/nothing")
        await #expect(throws: ExtractionError.self) { try await client.extract(child.document) }
        do {
            _ = try await client.extract(child.document)
        } catch {
            #expect(error.code == .toolMissing)
        }
    }

    struct Unreadable: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let code: ExtractionError.Code
        let make: @Sendable (String) -> Void
    }

    static let unreadable = [
        Unreadable(testDescription: "nothing", code: .unreadable) { _ in },
        Unreadable(testDescription: "a folder", code: .unreadable) { mkdir($0, 0o700) },
        Unreadable(testDescription: "a FIFO without a writer", code: .unreadable) { mkfifo($0, 0o600) },
        Unreadable(testDescription: "an empty file", code: .empty) { close(open($0, O_CREAT | O_WRONLY, 0o600)) },
        Unreadable(testDescription: "a file over the limit", code: .inputExceeded) { path in
            let file = open(path, O_CREAT | O_WRONLY, 0o600)
            ftruncate(file, 1001)
            close(file)
        },
    ]

    /// These are decided before any child is started.
    @Test(arguments: unreadable)
    func whatIsNoFileToReadIsRefused(_ target: Unreadable) async throws {
        let child = try FakeChild("touch \"$D/started\"")
        let path = "\(child.folder)/target"
        target.make(path)
        do {
            let limits = ExtractionLimits(inputBytes: 1000)
            _ = try await ExtractorProcess(executable: child.executable).extract(path, limits: limits)
            Issue.record("It was extracted.")
        } catch {
            #expect(error.code == target.code)
        }
        #expect(access("\(child.folder)/started", F_OK) == -1)
    }
}
