import Foundation
import Testing

@Suite(.timeLimit(.minutes(5))) struct InstallScriptTests {
    private static let scripts = Installation.fixtures.deletingLastPathComponent().appending(path: "Scripts")
    private static let shell = URL(filePath: "/usr/bin/env")

    private func script(_ name: String, _ arguments: String..., for installation: Installation) async throws -> Outcome
    {
        let path = Self.scripts.appending(path: name).path
        let dest = "DESTDIR=\(installation.folder.path)/dest"
        return try await Running([dest, "bash", path] + arguments, in: installation.folder, program: Self.shell)
            .outcome()
    }

    private static func has(_ program: String) -> Bool {
        ["/usr/bin", "/usr/local/bin", "/bin"]
            .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
    }

    @Test func anInstallationIsWholeKeepsItsConfigurationAndGoesAwayAgain() async throws {
        let installation = try Installation()
        let binaries = Installation.program.deletingLastPathComponent().path
        let dest = installation.folder.appending(path: "dest")
        func text(_ path: String) throws -> String {
            try String(contentsOf: dest.appending(path: path), encoding: .utf8)
        }
        let first = try await script("install", "--binaries", binaries, for: installation)
        #expect(first.exitCode == 0, "\(first.errors)")
        #expect(try text("etc/tradecraft/tradecraft.yaml").contains("\n  path: /var/lib/tradecraft/inbox\n"))
        #expect(
            try text("usr/local/lib/systemd/system/tradecraft.service").contains("ExecStart=/usr/local/bin/tradecraft")
        )
        #expect(try text("etc/tradecraft/report.schema.json").contains("urn:tradecraft:schema:report:2"))
        for completion in ["bash-completion/completions/tradecraft", "zsh/site-functions/_tradecraft"] {
            #expect(try text("usr/local/share/\(completion)").contains("--documented") == false)
            #expect(try text("usr/local/share/\(completion)").contains("watch"))
        }
        #expect(try text("usr/local/share/man/man1/tradecraft-watch.1").hasPrefix(".TH"))
        let libexec = try installation.names(in: dest.appending(path: "usr/local/libexec/tradecraft"))
        #expect(libexec == ["tradecraft", "tradecraft-extract", "tradecraft.yaml"])
        #expect(try installation.names(in: dest.appending(path: "var/lib/tradecraft")).contains("inbox"))

        try Data("workers: 7\n".utf8).write(to: dest.appending(path: "etc/tradecraft/tradecraft.yaml"))
        let upgrade = try await script("install", "--binaries=\(binaries)", for: installation)
        #expect(upgrade.exitCode == 0, "\(upgrade.errors)")
        #expect(try text("etc/tradecraft/tradecraft.yaml") == "workers: 7\n")
        #expect(try text("etc/tradecraft/tradecraft.yaml.new").contains("workers: auto"))

        #expect(try await script("uninstall", for: installation).exitCode == 0)
        #expect(try installation.names(in: dest.appending(path: "usr/local/bin")).isEmpty)
        #expect(try installation.names(in: dest.appending(path: "etc/tradecraft")) == ["tradecraft.yaml"])
        #expect(try installation.names(in: dest.appending(path: "var/lib")) == ["tradecraft"])
        #expect(try await script("uninstall", "--purge", for: installation).exitCode == 0)
        #expect(try installation.names(in: dest.appending(path: "var/lib")).isEmpty)
        #expect(try installation.names(in: dest.appending(path: "etc")).filter { $0 == "tradecraft" }.isEmpty)
    }

    @Test(.enabled(if: has("man") && has("groff"), "man is not there to read the pages"))
    func everyManualPageIsSetWithoutAWarning() async throws {
        let installation = try Installation()
        let documented = Self.scripts.deletingLastPathComponent().appending(path: "config/tradecraft.yaml").path
        #expect(try await installation.run("man", ".", "--documented", documented).exitCode == 0)
        let pages = try installation.names(in: installation.folder).filter { $0.hasSuffix(".1") || $0.hasSuffix(".5") }
        #expect(pages.contains("tradecraft-watch.1") && pages.contains("tradecraft.yaml.5"))
        for page in pages {
            let set = try await Running(
                ["man", "--warnings", "-E", "UTF-8", "-l", "./\(page)"],
                in: installation.folder,
                program: Self.shell
            )
            .outcome()
            #expect(set.exitCode == 0 && set.errors.isEmpty && !set.output.isEmpty, "\(page): \(set.errors)")
        }
    }

    @Test(.enabled(if: has("shellcheck"), "shellcheck is not there to read the scripts"))
    func theScriptsHaveNoneOfTheUsualMistakes() async throws {
        let installation = try Installation()
        let paths = ["install", "uninstall"].map { Self.scripts.appending(path: $0).path }
        let check = try await Running(["shellcheck"] + paths, in: installation.folder, program: Self.shell).outcome()
        #expect(check.exitCode == 0, "\(check.output)")
    }

    /// 20 is an exposure of 2.0, of 10; a service that nothing was done for has 9.6.
    @Test(.enabled(if: has("systemd-analyze"), "systemd-analyze is not there to judge the unit"))
    func theUnitIsHardened() async throws {
        let installation = try Installation()
        let unit = Self.scripts.deletingLastPathComponent().appending(path: "config/tradecraft.service").path
        let arguments = ["systemd-analyze", "security", "--offline=true", "--threshold=20", unit]
        let judgement = try await Running(arguments, in: installation.folder, program: Self.shell).outcome()
        #expect(judgement.exitCode == 0, "\(judgement.output) \(judgement.errors)")
    }
}
