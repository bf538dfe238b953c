import Taskt

extension RunEnd {
    /// The day in UTC that it ended on: `2026-11-28`.
    var day: String { String(endedAt.description.prefix(10)) }

    /// Its line of the metrics log, the newline included: one JSON object, no text of the document and no name of it.
    var line: String {
        var line = "{\"v\":1,\"number\":\(number),\"time\":\"\(endedAt)\""
        line.appendField("document.id", document)
        line.appendField("run.id", "r-\(document.dropFirst(2))")
        line.appendField("outcome", outcome)
        line.appendField("error.code", code)
        line.appendField("format", DocumentFormat(mediaType: mediaType).rawValue)
        line.appendField("media_type", mediaType)
        line += ",\"bytes\":\(bytes),\"characters\":\(characters),\"techniques\":\(techniques),\"fsyncs\":\(fsyncs)"
        line += ",\"attempts\":\(attempts),\"waited_ms\":\(shown(waited)),\"total_ms\":\(shown(total))"
        line += ",\"partial\":\(isPartial)"
        line.appendField("attack.domain", domain)
        line.appendField("attack.version", attackVersion)
        line.appendField("model", model)
        line += ",\"tasks\":{"
        for (index, task) in tasks.enumerated() {
            if index > 0 { line += "," }
            line.appendJSON(task.task)
            line += ":{\"attempts\":\(task.attempts),\"failures\":\(task.failures)"
            line += ",\"duration_ms\":\(task.duration.map(shown) ?? "null")}"
        }
        return line + "}}\n"
    }

    /// Milliseconds with three digits behind the point, from microseconds.
    private func shown(_ microseconds: Int64) -> String {
        let fraction = String(microseconds.magnitude % 1_000)
        return (microseconds < 0 ? "-" : "") + "\(microseconds.magnitude / 1_000)."
            + String(repeating: "0", count: 3 - fraction.count) + fraction
    }
}

extension String {
    fileprivate mutating func appendField(_ name: String, _ value: String?) {
        append(",\"\(name)\":")
        if let value { appendJSON(value) } else { append("null") }
    }
}
