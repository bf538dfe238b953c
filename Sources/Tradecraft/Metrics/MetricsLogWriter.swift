import DocumentText
import Inbox
import Taskt

/// Brings the metrics log up to what the database says has ended.
///
/// Where it stands is on record in the database, but after a line is on disk: between the two, the log itself says it.
/// So every end is logged once, whatever moment the process ends at.
struct MetricsLogWriter: Sendable {
    let ledger: Ledger
    let log: MetricsLog
    let settings: MetricsSettings
    let now: @Sendable () -> Timestamp

    /// How many ends are in memory at once.
    var batch = 500
    /// How long after midnight a day is over: what ended before may be recorded a moment later.
    private static let nightfall: Duration = .seconds(600)

    /// Writes what is not logged yet, until nothing is left or it is told to stop.
    ///
    /// - Returns: how many lines were written.
    func write(while isWanted: @Sendable () -> Bool = { true }) async throws -> Int {
        try await ledger.enrol(.log)
        var position = try await ledger.position(of: .log)
        let last = try await onThread { [log] () throws(InboxError) in try log.recover() }
        for line in last where line.number > position {
            // A line of another database's, which was restored or made anew, says nothing about this one.
            if try await ledger.document(ofRunEnd: line.number) == line.document { position = line.number }
        }
        var count = 0
        while isWanted() {
            let ends = try await ledger.runEnds(after: position, limit: batch)
            guard let end = ends.last else { break }
            let pieces = Self.pieces(of: ends)
            try await onThread { [log] () throws(InboxError) in try log.append(pieces) }
            try await ledger.advance(.log, to: end.number)
            position = end.number
            count += ends.count
        }
        return count
    }

    /// Compresses the days that are over, and deletes what is too old or too much.
    func tidy() async throws {
        let time = now()
        let today = Self.day(time)
        let over = Self.day(time.advanced(by: .zero - Self.nightfall))
        let oldest = Self.day(time.advanced(by: .zero - settings.keepAge))
        let limit = settings.keepSize
        try await onThread { [log] () throws(InboxError) in
            try log.compress(before: over)
            try log.delete(before: oldest, largerThan: limit, today: today)
        }
    }

    private static func day(_ time: Timestamp) -> String { String(time.description.prefix(10)) }

    private static func pieces(of ends: [RunEnd]) -> [MetricsLog.Piece] {
        var pieces: [MetricsLog.Piece] = []
        for end in ends {
            if pieces.last?.day != end.day { pieces.append(MetricsLog.Piece(day: end.day, text: "")) }
            pieces[pieces.count - 1].text += end.line
        }
        return pieces
    }

    private func onThread<Value: Sendable>(
        _ work: @escaping @Sendable () throws(InboxError) -> Value
    ) async throws -> Value {
        let result = await BlockingThread.run { Result { () throws(InboxError) in try work() } }
        guard let result else { throw InboxError(.exhausted, during: "write", path: log.folder, systemError: 0) }
        return try result.get()
    }
}
