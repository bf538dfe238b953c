/// The manual pages of the command line.
package struct CommandManual {
    /// A page, and the name of its file.
    package struct Page: Sendable {
        /// The name of the file, such as `tradecraft-watch.1`.
        package let file: String
        /// The text, for `man`.
        package let text: String
    }

    private let root: CommandHelp

    /// The pages of a program that describes itself so.
    package init(_ root: CommandHelp) { self.root = root }

    /// A page for the program, and one for each of its commands.
    package var pages: [Page] { [overview] + root.shown.map(page) }

    private var overview: Page {
        var roff = begin(root.commandName, root)
        roff.section("SYNOPSIS")
        roff.addRaw("\(Roff.bold(root.commandName)) \(Roff.italic("command")) [\\fIoptions\\fR]")
        describe(root, in: &roff)
        roff.section("COMMANDS")
        for command in root.shown {
            roff.item(Roff.bold("\(root.commandName)-\(command.commandName)(1)"), [command.abstract ?? ""])
        }
        options(of: root, in: &roff)
        roff.section("EXIT STATUS")
        for (code, meaning) in Self.exitCodes { roff.item(Roff.bold("\(code)"), [meaning]) }
        roff.section("ENVIRONMENT")
        roff.add(
            "TRADECRAFT_* set any key of the configuration: inbox.path is TRADECRAFT_INBOX_PATH. NO_COLOR keeps colours away."
        )
        seeAlso(root.shown.map { "\(root.commandName)-\($0.commandName)(1)" }, in: &roff)
        return Page(file: "\(root.commandName).1", text: roff.text)
    }

    private func page(_ command: CommandHelp) -> Page {
        let name = "\(root.commandName)-\(command.commandName)"
        let typed = "\(root.commandName) \(command.commandName)"
        var roff = begin(name, command)
        roff.section("SYNOPSIS")
        if command.shown.isEmpty {
            roff.addRaw(synopsis(typed, command))
        } else {
            for (index, part) in command.shown.enumerated() {
                if index > 0 { roff.addRaw(".br") }
                roff.addRaw(synopsis("\(typed) \(part.commandName)", part))
            }
        }
        describe(command, in: &roff)
        if command.shown.isEmpty { options(of: command, in: &roff) }
        for part in command.shown {
            roff.section("\(typed) \(part.commandName)".uppercased())
            roff.add([part.abstract, part.discussion].compactMap(\.self).joined(separator: "\n\n"))
            for argument in Self.shown(part) { add(argument, to: &roff) }
        }
        seeAlso(["\(root.commandName)(1)"], in: &roff)
        return Page(file: "\(name).1", text: roff.text)
    }

    private func begin(_ name: String, _ command: CommandHelp) -> Roff {
        var roff = Roff(title: name, section: 1)
        roff.section("NAME")
        let abstract = (command.abstract ?? "").prefix { $0 != "." }
        roff.addRaw("\(Roff.escaped(name)) \\- \(Roff.escaped(abstract.prefix(1).lowercased() + abstract.dropFirst()))")
        return roff
    }

    private func describe(_ command: CommandHelp, in roff: inout Roff) {
        roff.section("DESCRIPTION")
        roff.add([command.abstract, command.discussion].compactMap(\.self).joined(separator: "\n\n"))
    }

    private func synopsis(_ typed: String, _ command: CommandHelp) -> String {
        let positional = Self.shown(command).filter { $0.kind == "positional" }
            .map { argument in
                let name = Roff.italic(argument.valueName ?? "value") + (argument.isRepeating ? " ..." : "")
                return argument.isOptional ? "[\(name)]" : name
            }
        return ([Roff.bold(typed), "[\\fIoptions\\fR]"] + positional).joined(separator: " ")
    }

    private func options(of command: CommandHelp, in roff: inout Roff) {
        roff.section("OPTIONS")
        for argument in Self.shown(command) { add(argument, to: &roff) }
    }

    private func add(_ argument: CommandHelp.Argument, to roff: inout Roff) {
        let value = Roff.italic(argument.valueName ?? "value")
        let names = (argument.names ?? [])
            .map { name in
                let text = Roff.bold((name.kind == "long" ? "--" : "-") + name.name)
                return argument.kind == "option" ? "\(text) \(value)" : text
            }
        var notes = [argument.abstract ?? ""]
        if let values = argument.allValues, !values.isEmpty {
            notes.append("One of: \(values.joined(separator: ", ")).")
        }
        if let given = argument.defaultValue, argument.kind == "option" { notes.append("Default: \(given).") }
        roff.item(names.isEmpty ? value : names.joined(separator: ", "), notes)
    }

    private static func shown(_ command: CommandHelp) -> [CommandHelp.Argument] {
        (command.arguments ?? []).filter(\.shouldDisplay)
    }

    private func seeAlso(_ pages: [String], in roff: inout Roff) {
        roff.section("SEE ALSO")
        roff.add((pages + ["tradecraft.yaml(5)"]).joined(separator: ", "))
    }

    private static let exitCodes: [(Int, String)] = [
        (0, "Done."), (1, "It ran, and some documents failed."), (64, "The command line is wrong."),
        (65, "The input is damaged, or from a newer version."), (69, "Something that is needed is not there."),
        (70, "A fault of the program itself."), (74, "Reading or writing failed."), (75, "Another try may succeed."),
        (77, "Rights are missing."), (78, "The configuration is wrong."),
    ]
}
