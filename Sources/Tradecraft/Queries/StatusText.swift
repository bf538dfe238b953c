/// A status as lines of text, for people.
package struct StatusText: Sendable {
    private let status: StatusSummary
    private let width: Int
    private let color: Bool

    /// The text of a status.
    ///
    /// - Parameters:
    ///   - status: what there is to see.
    ///   - width: how many columns a line may take.
    ///   - color: whether the word on health is coloured.
    package init(_ status: StatusSummary, width: Int, color: Bool = false) {
        self.status = status
        self.width = max(40, width)
        self.color = color
    }

    /// The lines; with a height, what matters least is left out until the rest fits.
    package func lines(height: Int? = nil) -> [String] {
        let parts = [work, rejections, postponed, waiting]
        guard let height else { return ([health] + parts + [facts]).flatMap(\.self) + problems }
        var lines = Array(health.prefix(max(1, height - facts.count)))
        var room = height - facts.count - lines.count
        for part in parts {
            guard part.count <= room else {
                // A heading alone says nothing.
                if room >= 3 {
                    lines += part.prefix(room - 1) + ["  ..."]
                    room = 0
                }
                break
            }
            lines += part
            room -= part.count
        }
        return Array((lines + facts + problems.prefix(max(0, room))).prefix(max(1, height)))
    }

    private var health: [String] {
        let word = status.health.word.rawValue
        let shown = color ? "\u{1B}[1;\(Self.colors[status.health.word] ?? "0")m\(word)\u{1B}[0m" : word
        let first = status.health.reasons.first.map { ": " + inert($0, width - word.count - 2) } ?? ""
        return ["\(shown)\(first)"] + status.health.reasons.dropFirst().map { "  " + inert($0, width - 2) }
    }

    private static let colors: [StatusSummary.Health.Word: String] = [.ok: "32", .degraded: "33", .stopped: "31"]

    /// Lines of a fact each, which are always there.
    private var facts: [String] {
        var lines = ["", fact("daemon", daemon), fact("queue", queue), fact("documents", documents)]
        if let deliveries { lines.append(fact("deliveries", deliveries)) }
        let room = status.space.map { space in
            "\(Shown.size(space.freeBytes)) (\(space.freePercent)%) free for \(space.folder)"
        }
        if !room.isEmpty { lines.append(fact("disk", room.joined(separator: ", "))) }
        if let database = status.database {
            lines.append(fact("database", "\(Shown.size(database.bytes)), log \(Shown.size(database.logBytes))"))
        }
        if let attack = status.attack {
            let fetched = attack.fetchedAt.map { ", fetched \(Shown.time($0))" } ?? ""
            lines.append(fact("ATT&CK", "\(attack.domain) \(attack.version) (\(attack.source)\(fetched))"))
            lines.append(fact("model", attack.model))
            if let notice = attack.notice { lines.append(fact("notice", notice)) }
        }
        return lines
    }

    private var daemon: String {
        guard status.daemon.isRunning else { return "not running; tradecraft \(status.version)" }
        let process = status.daemon.processID.map { ", process \($0)" } ?? ""
        let uptime = status.uptimeSeconds.map { ", up \(AlertObservation.shown(.seconds($0)))" } ?? ""
        return "running\(process)\(uptime), tradecraft \(status.version)"
    }

    private var queue: String {
        let queue = status.queue
        var parts = ["\(queue.inFlight) in work", "\(queue.claimed) claimed"]
        if queue.postponed > 0 { parts.append("\(queue.postponed) waiting for another try") }
        if queue.reevaluations > 0 { parts.append("\(queue.reevaluations) to be mapped anew") }
        guard let inbox = status.inbox else { return parts.joined(separator: ", ") }
        let oldest = inbox.oldestSeconds.map { ", the oldest \(AlertObservation.shown(.seconds($0)))" } ?? ""
        let size = inbox.waitingCount > 0 ? " (\(Shown.size(inbox.waitingBytes))\(oldest))" : ""
        parts.append("\(inbox.waitingCount) in the inbox\(size)")
        if inbox.ignoredCount > 0 { parts.append("\(inbox.ignoredCount) left alone (--ignored lists them)") }
        if inbox.leftCount > 0 { parts.append("\(inbox.leftCount) dealt with that had to stay") }
        return parts.joined(separator: ", ")
    }

    private var documents: String {
        "\(counts(status.counts.today)) today; \(counts(status.counts.total)) in all"
    }

    private func counts(_ counts: StatusSummary.ByState) -> String {
        let unpacked = counts.unpacked > 0 ? ", \(counts.unpacked) unpacked" : ""
        let duplicates = counts.duplicates > 0 ? ", \(Shown.count(counts.duplicates, "duplicate"))" : ""
        return "\(counts.reported) reported, \(counts.rejected) rejected\(unpacked)\(duplicates)"
    }

    /// How reports are handed on; nothing where there is nothing to do about it.
    private var deliveries: String? {
        let counts = status.deliveries
        let parts = [
            counts.open > 0 ? "\(counts.open) to be made" : nil, counts.failed > 0 ? "\(counts.failed) failed" : nil,
            counts.inDoubt > 0 ? "\(counts.inDoubt) in doubt" : nil,
        ]
        .compactMap(\.self)
        if parts.isEmpty { return nil }
        let hint = counts.failed + counts.inDoubt > 0 ? " (tradecraft reports deliver sends them again)" : ""
        return parts.joined(separator: ", ") + hint
    }

    private var work: [String] {
        let rows = status.inFlight.map { run in
            let task = run.currentTasks.isEmpty ? run.status : run.currentTasks.joined(separator: ", ")
            let place = "task \(min(run.tasksDone + 1, run.tasks)) of \(run.tasks)"
            let time = run.taskMilliseconds.map { "for \(seconds($0))" } ?? "-"
            return [
                run.document ?? run.id, "\(task), \(place)", time, "\(seconds(run.runningMilliseconds)) in all",
                run.name ?? "-",
            ]
        }
        return section("in work", rows, of: status.queue.inFlight)
    }

    private var rejections: [String] {
        let rows = status.lastRejections.map { document in
            [
                document.id, Shown.time(document.endedAt), Shown.short(document.name, width / 4),
                "\(document.reasonCode ?? "-"): \(Shown.short(document.reason, 200))",
            ]
        }
        return section("last failures", rows, of: rows.count)
    }

    private var postponed: [String] {
        let rows = status.postponed.map { document in
            [
                document.id, "next \(Shown.time(document.retryAt))", Shown.short(document.name, width / 4),
                "\(document.reasonCode ?? "-"): \(Shown.short(document.reason, 200))",
            ]
        }
        return section("waiting for another try", rows, of: status.queue.postponed)
    }

    private var waiting: [String] {
        guard let inbox = status.inbox else { return [] }
        let rows = inbox.waiting.map { entry in
            [Shown.size(entry.size), entry.refusal.map { "will be rejected: \($0)" } ?? "", entry.name]
        }
        return section("in the inbox", rows, of: inbox.waitingCount)
    }

    /// A heading and rows; nothing without rows.
    private func section(_ title: String, _ rows: [[String]], of count: Int) -> [String] {
        guard let header = rows.first else { return [] }
        // The first row stands in for the header, which a list so short needs not.
        let table = Shown.table(header, Array(rows.dropFirst())).map { "  " + cut($0, width - 2) }
        let more = count > rows.count ? ["  ... and \(count - rows.count) more"] : []
        return ["", title] + table + more
    }

    private var problems: [String] { status.problems.map { "! " + inert($0, width - 2) } }

    private func fact(_ name: String, _ text: String) -> String {
        name + String(repeating: " ", count: max(1, 11 - name.count)) + inert(text, width - 11)
    }

    private func seconds(_ milliseconds: Double) -> String { AlertObservation.shown(.milliseconds(milliseconds)) }

    /// Text in a line of a width, with nothing in it that a terminal would obey.
    private func inert(_ text: String, _ width: Int) -> String {
        var inert = ""
        inert.appendInert(text)
        return cut(inert, width)
    }

    private func cut(_ text: String, _ width: Int) -> String {
        text.count > width ? "\(text.prefix(max(0, width - 1)))…" : text
    }
}
