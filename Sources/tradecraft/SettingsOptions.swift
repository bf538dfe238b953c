import ArgumentParser
import AttackKnowledge
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
        help: ArgumentHelp(
            "The domain of ATT&CK: enterprise, mobile or ics, or auto for the one each document is about.",
            valueName: "domain"
        )
    )
    var domain: DomainArgument?

    @Option(
        name: .customLong("set"),
        help: ArgumentHelp("Any other setting, such as workers=4.", valueName: "key=value")
    )
    var settings: [String] = []

    /// The configuration in force.
    ///
    /// - Parameter options: what options of the command itself set, by key.
    /// - Returns: the values, and where each came from.
    /// - Throws: `ConfigurationError`, naming place and key.
    func effective(setting options: [String: String?] = [:]) throws -> EffectiveConfiguration {
        var flags: [String: ConfigurationValue] = [:]
        for setting in settings {
            guard let (key, value) = setting.split("=") else {
                throw ConfigurationError(place: "--set", detail: "expected key=value, found \"\(setting)\"")
            }
            flags[key] = .text(value)
        }
        if let domain { flags["attack.domain"] = .text(domain.setting) }
        for case (let key, let value?) in options { flags[key] = .text(value) }
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

/// A domain of ATT&CK, or "auto", as a value of the key `attack.domain`.
struct DomainArgument: ExpressibleByArgument {
    let setting: String

    /// Reads a domain by its short name or that of its bundles.
    init?(argument: String) {
        let domain = AttackDomain.allCases.first { [$0.shortName, $0.rawValue].contains(argument) }
        guard let setting = argument == "auto" ? argument : domain?.rawValue else { return nil }
        self.setting = setting
    }

    /// The names that help and errors list.
    static var allValueStrings: [String] { AttackDomain.allCases.map(\.shortName) + ["auto"] }
}

extension String {
    fileprivate func split(_ separator: Character) -> (String, String)? {
        guard let index = firstIndex(of: separator) else { return nil }
        return (String(self[..<index]), String(self[self.index(after: index)...]))
    }
}
