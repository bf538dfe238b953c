import CLinux
import DocumentText
import Foundation
import Glibc
import Testing

@testable import DocumentExtraction

/// What a hostile document cannot do, tried by a program that locks itself in as the extractor does.
@Suite(
    "The sandbox",
    .enabled(if: Sandboxed.isPossible, "This kernel has no Landlock."),
    .serialized,
    .timeLimit(.minutes(5))
)
struct SandboxTests {
    /// Each act works where nothing is locked in: a test that finds it denied says something about the sandbox.
    @Test(arguments: Sandboxed.users)
    func everyOrdinaryActWorksWithoutTheSandbox(_ user: Sandboxed.User) async throws {
        let stage = try HostileStage(owner: user.id)
        let results = try Sandboxed.results(of: await Sandboxed.probe(["free"], as: user, on: stage))
        let denied = results.filter { $0.value != "done" }.keys
        #expect(Set(denied).subtracting(Sandboxed.dependsOnTheMachine) == [])
    }

    @Test(arguments: Sandboxed.users)
    func everyActIsDenied(_ user: Sandboxed.User) async throws {
        let stage = try HostileStage(owner: user.id)
        let run = try await Sandboxed.probe(["confined"], as: user, on: stage)
        #expect(SandboxReport(line: try #require(run.lines.first))?.isComplete == true)
        let results = try Sandboxed.results(of: run)
        #expect(results.filter { !$0.value.hasPrefix("denied") } == [:])
        #expect(results.count > 70)
        #expect(try String(contentsOfFile: "\(stage.folder)/write-staged", encoding: .utf8) == "a file\n")
    }

    /// Rights that Landlock learnt later are kept by the filter on older kernels.
    @Test(arguments: 1...6)
    func everyActIsDeniedByAnOlderLandlock(_ version: Int) async throws {
        let stage = try HostileStage()
        let run = try await Sandboxed.probe(["kernel=\(version),yes", "confined"], on: stage)
        #expect(run.lines.first?.hasPrefix("landlock=\(version) ") == true)
        #expect(try Sandboxed.results(of: run).filter { !$0.value.hasPrefix("denied") } == [:])
    }

    /// A document can take over a tool as well as the reader.
    @Test(arguments: Sandboxed.users)
    func everyActIsDeniedToATool(_ user: Sandboxed.User) async throws {
        let stage = try HostileStage(owner: user.id)
        try stage.install(tool: Sandboxed.program("hostile-tool"))
        let acts = try Sandboxed.results(of: await Sandboxed.probe(["confined"], on: stage)).keys
        #expect(acts.count > 70)
        var succeeded: [String] = []
        for act in acts.sorted() {
            let run = try await Sandboxed.probe(["tool", act], as: user, on: stage, path: stage.folder)
            // The filter ends a tool that starts a program.
            let isEnded = run.lines == ["ended \(SIGSYS) 0"]
            if !isEnded, run.lines.first?.hasPrefix("\(act) denied") != true { succeeded.append(act) }
        }
        #expect(succeeded == [])
    }

    @Test func aToolRunsAloneAndIsAListedOne() async throws {
        let stage = try HostileStage()
        try stage.install(tool: Sandboxed.program("hostile-tool"))
        let run = try await Sandboxed.probe(["two-tools"], on: stage, path: stage.folder)
        #expect(run.lines == ["first true", "second true", "killed true", "other true"])
    }

    /// A tool that wants a file by its name gets a memory file, which is nothing but a file.
    @Test func aMemoryFileCanBeOpenedAgainAndIsNoProgram() async throws {
        let stage = try HostileStage()
        try stage.install(tool: Sandboxed.program("hostile-tool"))
        let reopened = try await Sandboxed.probe(["tool", "reopen-input"], on: stage, path: stage.folder)
        #expect(reopened.lines == ["reopen-input done 0", "ended 0 0"])
        let kernel = ["kernel=\(Sandboxed.landlock),no", "sandbox=best-effort"]
        let run = try await Sandboxed.probe(kernel + ["tool", "run-input"], on: stage, path: stage.folder)
        #expect(run.lines == ["run-input denied \(EACCES)", "ended 0 0"])
    }

    @Test(arguments: Sandboxed.users)
    func memoryAndDescriptorsAreBounded(_ user: Sandboxed.User) async throws {
        let stage = try HostileStage()
        let allocated = try await Sandboxed.probe(["confined", "allocate"], as: user, on: stage)
        let megabytes = try #require(allocated.lines.first?.split(separator: " ").last.flatMap { Int($0) })
        #expect((1..<1024).contains(megabytes))
        let opened = try await Sandboxed.probe(["confined", "open"], as: user, on: stage)
        let descriptors = try #require(opened.lines.first?.split(separator: " ").last.flatMap { Int($0) })
        #expect((1..<64).contains(descriptors))
    }

    /// What the kernel says of a child that is locked in, seen from outside.
    @Test func theKernelKnowsOfTheProtections() async throws {
        let stage = try HostileStage()
        // It writes after it has locked itself in.
        _ = try await Sandboxed.probe(["confined", "write"], on: stage, inspect: Self.expectProtections)
    }

    private static func expectProtections(of process: pid_t) throws {
        let folder = "/proc/\(process)"
        let status = try String(contentsOfFile: "\(folder)/status", encoding: .utf8)
        for line in ["CapPrm:\t0000000000000000", "CapEff:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2"] {
            #expect(status.contains("\n\(line)\n"))
        }
        let limits = try String(contentsOfFile: "\(folder)/limits", encoding: .utf8)
            .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
        for limit in [
            "Max cpu time 10 11 seconds", "Max address space 1073741824 1073741824 bytes", "Max open files 64 64 files",
            "Max core file size 0 0 bytes", "Max locked memory 0 0 bytes", "Max msgqueue size 0 0 bytes",
        ] {
            #expect(limits.contains(limit))
        }
    }

    #if arch(x86_64)
    /// The numbers of 32-bit system calls mean other calls: the filter must not be asked about them.
    @Test func callsOfThe32BitInterfaceEndTheProcess() async throws {
        let run = try await Sandboxed.probe(["confined", "compat"], on: HostileStage())
        #expect(run.exitCode == nil)
        #expect(run.text.isEmpty)
    }
    #endif

    @Test func withoutAProtectionNothingIsReadUnlessThatIsAllowed() async throws {
        let stage = try HostileStage()
        let noLandlock = try await Sandboxed.probe(["kernel=0,yes", "confined"], on: stage)
        #expect(noLandlock.lines == ["unconfined: the kernel does not offer Landlock (file access)"])
        let noFilter = try await Sandboxed.probe(["kernel=1,no", "confined"], on: stage)
        #expect(noFilter.lines == ["unconfined: the kernel does not offer seccomp (system calls)"])
        let nothing = try await Sandboxed.probe(["kernel=0,no", "sandbox=best-effort", "confined"], on: stage)
        #expect(nothing.lines.first == "landlock=0 seccomp=no no-new-privileges=yes limits=yes")
        #expect(try Sandboxed.results(of: nothing)["read-passwd"] == "done")
    }

    @Test func whatProtectionThereIsHoldsUnderBestEffort() async throws {
        let landlock = try Sandboxed.results(
            of: await Sandboxed.probe(
                ["kernel=\(Sandboxed.landlock),no", "sandbox=best-effort", "confined"],
                on: HostileStage()
            )
        )
        #expect(landlock["read-passwd"] == "denied \(EACCES)")
        #expect(landlock["write-staged"] == "denied \(EACCES)")
        #expect(landlock["fork"] == "done")
        let filter = try Sandboxed.results(
            of: await Sandboxed.probe(["kernel=0,yes", "sandbox=best-effort", "confined"], on: HostileStage())
        )
        #expect(filter["read-passwd"] == "done")
        #expect(filter["write-staged"] == "denied \(EACCES)")
        #expect(filter["connect-tcp"] == "denied \(EPERM)")
        #expect(filter["fork"] == "denied \(EPERM)")
    }
}
