package import Logging
import Synchronization
package import Taskt

#if canImport(Glibc)
import Glibc
#endif

/// Writes each log event as one line, as JSON or for people, with one call of `write`.
package struct LineLogHandler: LogHandler {
    /// The lowest level that is written.
    package var logLevel: Logger.Level
    /// What every line carries.
    package var metadata: Logger.Metadata = [:]
    /// What a library supplies with every line.
    package var metadataProvider: Logger.MetadataProvider?

    /// The keys whose values are numbers in JSON.
    private static let numericKeys: Set<String> = [
        "attempt", "count", "duration_ms", "report.techniques", "run.recorded_tasks",
    ]

    private let format: LogFormat
    private let descriptor: Int32
    private let now: @Sendable () -> Timestamp

    /// A handler that writes to an open descriptor.
    package init(
        level: Logger.Level,
        format: LogFormat,
        descriptor: Int32,
        now: @escaping @Sendable () -> Timestamp = EngineEnvironment.systemTime
    ) {
        logLevel = level
        self.format = format
        self.descriptor = descriptor
        self.now = now
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
        let fields = all.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
        let line =
            switch format {
            case .json: jsonLine(event, fields)
            case .text: textLine(event, fields)
            }
        write(line)
    }

    private func jsonLine(_ event: LogEvent, _ fields: [(String, String)]) -> String {
        var line = "{\"time\":\"\(now())\",\"level\":\"\(event.level.rawValue)\",\"message\":"
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
        var line = "\(now()) \(event.level.rawValue): "
        line.appendInert("\(event.message)")
        for (key, value) in fields {
            line += " \(key)="
            line.appendInert(value)
        }
        return line + "\n"
    }

    private func write(_ line: String) {
        var line = line
        line.withUTF8 { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0 && errno == EINTR { continue }
                // There is nowhere to report that a log line cannot be written; the work goes on without it.
                guard count > 0 else { return }
                written += count
            }
        }
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
