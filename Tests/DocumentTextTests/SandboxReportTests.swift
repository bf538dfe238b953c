import Testing

@testable import DocumentText

@Suite("What a child says of its sandbox")
struct SandboxReportTests {
    @Test func aReportIsReadAsItWasWritten() {
        let report = SandboxReport(landlock: 6, isFiltered: true, hasNoNewPrivileges: true, isLimited: false)
        #expect(SandboxReport(line: report.line) == report)
        #expect(SandboxReport(line: SandboxReport().line) == SandboxReport())
    }

    @Test func whatIsMissingIsNamed() {
        #expect(SandboxReport().missing.count == 4)
        let complete = SandboxReport(landlock: 1, isFiltered: true, hasNoNewPrivileges: true, isLimited: true)
        #expect(complete.isComplete)
        let open = SandboxReport(landlock: 0, isFiltered: true, hasNoNewPrivileges: true, isLimited: true)
        #expect(open.missing == ["Landlock (file access)"])
    }

    @Test func aNewerChildMaySayMore() {
        let line = "landlock=9 seccomp=yes no-new-privileges=yes limits=yes memory=sealed\n"
        #expect(SandboxReport(line: line)?.landlock == 9)
    }

    @Test(arguments: [
        "", "landlock=7", "landlock=-1 seccomp=yes no-new-privileges=yes limits=yes", "yes",
        "landlock=7 seccomp=maybe no-new-privileges=yes limits=yes",
    ])
    func anythingElseIsNoReport(_ line: String) {
        #expect(SandboxReport(line: line) == nil)
    }
}
