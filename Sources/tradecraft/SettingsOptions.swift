import ArgumentParser
import Foundation
import Tradecraft

/// The options that every command with a configuration takes.
struct SettingsOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The configuration file.", valueName: "file"))
    var config: String?

    @Option(help: ArgumentHelp("The inbox.", valueName: "folder"))
    var inbox: String?

    @Option(help: ArgumentHelp("The outbox.", valueName: "folder"))
    var outbox: String?

    @Option(help: ArgumentHelp("The state directory.", valueName: "folder"))
    var state: String?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Any other setting, such as workers=4.", valueName: "key=value")
    )
    var settings: [String] = []

    /// The configuration in force.
    ///
    /// - Throws: `ConfigurationError`, naming place and key.
    func effective() throws -> EffectiveConfiguration {
        var flags: [String: ConfigurationValue] = [:]
        for setting in settings {
            guard let (key, value) = setting.split("=") else {
                throw ConfigurationError(place: "--set", detail: "expected key=value, found \"\(setting)\"")
            }
            flags[key] = .text(value)
        }
        if let inbox { flags["inbox.path"] = .text(inbox) }
        if let outbox { flags["outbox.path"] = .text(outbox) }
        if let state { flags["state.path"] = .text(state) }
        return try EffectiveConfiguration(
            file: config,
            environment: ProcessInfo.processInfo.environment,
            flags: flags
        )
    }
}

extension String {
    fileprivate func split(_ separator: Character) -> (String, String)? {
        guard let index = firstIndex(of: separator) else { return nil }
        return (String(self[..<index]), String(self[self.index(after: index)...]))
    }
}
