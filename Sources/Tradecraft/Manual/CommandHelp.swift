/// What a command says of itself: the parts of the help dump of the argument parser that manual pages are made of.
package struct CommandHelp: Decodable, Sendable {
    /// The name that is typed.
    package let commandName: String
    /// What it is for, in one sentence.
    package let abstract: String?
    /// What else there is to know.
    package let discussion: String?
    /// Whether it is listed.
    package let shouldDisplay: Bool?
    /// What is below it.
    package let subcommands: [CommandHelp]?
    /// What it takes.
    package let arguments: [Argument]?

    /// Something that a command takes.
    package struct Argument: Decodable, Sendable {
        /// A way to write it.
        package struct Name: Decodable, Sendable {
            let kind: String
            let name: String
        }

        let kind: String
        let shouldDisplay: Bool
        let isOptional: Bool
        let isRepeating: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let allValues: [String]?
        let abstract: String?
    }

    /// The whole dump.
    package struct Tool: Decodable, Sendable {
        /// The command that is the root of all others.
        package let command: CommandHelp
    }

    /// The commands below it that are listed.
    package var shown: [CommandHelp] {
        (subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
    }
}
