import ArgumentParser
import DocumentText
import Taskt
import Tradecraft

/// Whether everything is in place.
struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check that everything is in place: exit code 0, or 69 when something must be mended."
    )

    @OptionGroup var options: SettingsOptions

    @Flag(help: "Check also what takes long: every page of the database, and the whole audit trail.")
    var full = false

    @Flag(help: "Print JSON.")
    var json = false

    func run() async throws {
        let checks = try await examine()
        if json { try Terminal.printJSON(checks) } else { show(checks) }
        if checks.contains(where: { $0.state == .failed }) {
            throw ExitCode(StartupError.ExitCode.unavailable.rawValue)
        }
    }

    private func examine() async throws -> [Check] {
        let settings: EffectiveConfiguration
        do {
            settings = try options.effective()
        } catch let error as ConfigurationError {
            return [
                Check("configuration", .failed, "\(error)", remedy: "correct the value; see `tradecraft config show`")
            ]
        }
        let doctor = Doctor(
            settings.values,
            extractor: ExtractorProcess.besideRunningProgram(),
            now: EngineEnvironment.systemTime(),
            configurationFile: settings.file,
            isThorough: full
        )
        let origins = Set(settings.listing.map(\.origin)).subtracting(["default"]).sorted()
        let detail = origins.isEmpty ? "the defaults" : "values from \(origins.joined(separator: ", "))"
        return [Check("configuration", .ok, detail)] + (await doctor.examine())
    }

    private func show(_ checks: [Check]) {
        Terminal.printTable(["", "check", "finding"], checks.map { [sign(of: $0.state), $0.name, $0.detail] })
        let open = checks.filter { $0.remedy != nil && $0.state != .ok }
        if !open.isEmpty { Terminal.print("") }
        for check in open { Terminal.print("\(check.name): \(check.remedy ?? "")") }
    }

    private func sign(of state: Check.State) -> String {
        switch state {
        case .ok: "ok"
        case .warning: "warning"
        case .failed: "FAILED"
        }
    }
}
