/// The manual page of the configuration, made of the documented file.
package struct ConfigurationManual {
    private let lines: [Substring]

    /// The page for a file with every key, each behind a comment that says what it means.
    package init(documented file: String) {
        lines = file.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// The page.
    package var page: CommandManual.Page {
        var roff = Roff(title: "tradecraft.yaml", section: 5)
        roff.section("NAME")
        roff.addRaw("tradecraft.yaml \\- the configuration of tradecraft")
        roff.section("DESCRIPTION")
        var reading = Reading()
        for line in lines { reading.take(line, into: &roff) }
        reading.finish(into: &roff)
        roff.section("SEE ALSO")
        roff.add("tradecraft(1), tradecraft-config(1)")
        return CommandManual.Page(file: "tradecraft.yaml.5", text: roff.text)
    }

    /// How far the file has been read.
    private struct Reading {
        private var comment: [String] = []
        private var sections: [(indent: Int, name: Substring)] = []
        private var list: (key: String, comment: [String], items: [String])?
        private var hasKeys = false

        /// Takes in a line.
        mutating func take(_ line: Substring, into roff: inout Roff) {
            let content = line.drop { $0 == " " }
            let indent = line.count - content.count
            if content.hasPrefix("- ") {
                list?.items.append(String(content.dropFirst(2)))
                return
            }
            finish(into: &roff)
            if content.hasPrefix("#") {
                comment.append(String(content.dropFirst().drop { $0 == " " }))
            } else if content.isEmpty {
                if !hasKeys { roff.add(comment.joined(separator: "\n") + "\n") } else { text(into: &roff) }
                comment = []
            } else if let colon = content.firstIndex(of: ":") {
                key(content[..<colon], content[content.index(after: colon)...].drop { $0 == " " }, indent, into: &roff)
            }
        }

        /// Adds what waits for its end.
        mutating func finish(into roff: inout Roff) {
            guard let (key, comment, items) = list else { return }
            list = nil
            if items.isEmpty {
                // It was no list: what is behind the key is below it.
                self.comment = comment
                text(into: &roff)
                self.comment = []
            } else {
                roff.item(
                    Roff.bold(key),
                    [comment.joined(separator: " "), "Default: \(items.joined(separator: ", "))"]
                )
            }
        }

        private mutating func key(_ name: Substring, _ value: Substring, _ indent: Int, into roff: inout Roff) {
            if !hasKeys { roff.section("KEYS") }
            hasKeys = true
            sections.removeAll { $0.indent >= indent }
            let path = (sections.map(\.name) + [name]).joined(separator: ".")
            if value.isEmpty {
                sections.append((indent, name))
                list = (path, comment, [])
            } else {
                roff.item(Roff.bold(path), [comment.joined(separator: " "), "Default: \(value)"])
            }
            comment = []
        }

        private func text(into roff: inout Roff) {
            guard !comment.isEmpty else { return }
            roff.paragraph()
            roff.add(comment.joined(separator: "\n"))
        }
    }
}
