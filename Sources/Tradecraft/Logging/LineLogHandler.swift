package import Logging

/// Writes each log event as one line, as JSON, for people or for the journal, with one call of `write`.
package struct LineLogHandler: LogHandler {
    /// What every line carries.
    package var metadata: Logger.Metadata = [:] {
        didSet { component = metadata[LogComponent.key].flatMap { LogComponent(rawValue: "\($0)") } }
    }
    /// What a library supplies with every line.
    package var metadataProvider: Logger.MetadataProvider?

    /// The keys whose values are numbers in JSON.
    private static let numericKeys: Set<String> = [
        "attempt", "bytes", "count", "duration_ms", "members", "members.skipped", "report.techniques",
        "run.recorded_tasks",
    ]

    private let output: LogOutput
    private var component: LogComponent?
    private var ownLevel: Logger.Level?

    /// A handler that writes to an output.
    package init(_ output: LogOutput) { self.output = output }

    /// The lowest level that is written: the output's for the component, unless a level was set.
    package var logLevel: Logger.Level {
        get { ownLevel ?? output.levels.level(of: component) }
        set { ownLevel = newValue }
    }

    /// A value that every line carries.
    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes an event.
    package func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        // A document's run has the document's name, so that every line about it can be found by the run.
        if all["run.id"] == nil, let id = all["document.id"].flatMap({ DocumentID(rawValue: "\($0)") }) {
            all["run.id"] = "\(id.runID)"
        }
        let fields = all.sorted { $0.key < $1.key }.map { ($0.key, LogRedaction.redacted("\($0.value)")) }
        let line =
            switch output.format {
            case .auto, .json: jsonLine(event, fields)
            case .text: "\(output.now()) \(textLine(event, fields))"
            case .journal: "<\(event.level.priority)>\(textLine(event, fields))"
            }
        output.write(line)
    }

    private func jsonLine(_ event: LogEvent, _ fields: [(String, String)]) -> String {
        var line = "{\"time\":\"\(output.now())\",\"level\":\"\(event.level.rawValue)\",\"message\":"
        line.appendJSON("\(event.message)")
        for (key, value) in fields {
            line += ","
            line.appendJSON(key)
            line += ":"
            if Self.numericKeys.contains(key), Int(value) != nil { line += value } else { line.appendJSON(value) }
        }
        return line + "}\n"
    }

    private func textLine(_ event: LogEvent, _ fields: [(String, String)]) -> String {
        var line = "\(event.level.rawValue): "
        line.appendInert("\(event.message)")
        for (key, value) in fields {
            line += " \(key)="
            line.appendInert(value)
        }
        return line + "\n"
    }
}

extension String {
    /// Appends a JSON string literal.
    package mutating func appendJSON(_ text: String) {
        append("\"")
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": append("\\\"")
            case "\\": append("\\\\")
            case "\n": append("\\n")
            case "\r": append("\\r")
            case "\t": append("\\t")
            case _
            where scalar.value < 0x20 || scalar.value == 0x7F || (0x80...0x9F).contains(scalar.value)
                || scalar.value == 0x2028 || scalar.value == 0x2029:
                let digits = String(scalar.value, radix: 16)
                append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
            default: unicodeScalars.append(scalar)
            }
        }
        append("\"")
    }

    /// Appends text for a terminal: control characters are shown, not sent.
    package mutating func appendInert(_ text: String) {
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            let isDirectional = (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
            if isControl || isDirectional {
                append("\\u{\(String(scalar.value, radix: 16))}")
            } else {
                unicodeScalars.append(scalar)
            }
        }
    }
}
