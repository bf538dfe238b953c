/// A drawing of tasks and what they need in lines of text.
///
/// One line a task, with a lane for every result that is still to be taken:
///
/// ```
/// ●   fetch
/// ●   parse
/// │ ● ingest
/// ●─╯ eval
/// ●   report
/// ```
package enum TaskDrawing {
    /// Draws tasks.
    ///
    /// - Parameters:
    ///   - tasks: each behind those it needs.
    ///   - mark: the sign of a task.
    /// - Returns: a line for each task, all of the same width.
    package static func lines(
        _ tasks: [(name: String, needs: [String])],
        mark: (String) -> Character
    ) -> [String] {
        var takers: [String: Int] = [:]
        for task in tasks { for need in task.needs { takers[need, default: 0] += 1 } }
        var lanes: [String?] = []
        var rows: [[Character]] = []
        for task in tasks {
            for need in task.needs { takers[need, default: 0] -= 1 }
            let sources = lanes.indices.filter { lane in lanes[lane].map(task.needs.contains) ?? false }
            let ending = sources.filter { lane in lanes[lane].map { takers[$0] == 0 } ?? false }
            let free = lanes.firstIndex { $0 == nil } ?? lanes.count
            let own = ending.first ?? free
            if own == lanes.count { lanes.append(nil) }
            rows.append(row(lanes, own: own, sources: sources, ending: ending, mark: mark(task.name)))
            for lane in ending { lanes[lane] = nil }
            lanes[own] = (takers[task.name] ?? 0) > 0 ? task.name : nil
        }
        let width = rows.map(\.count).max() ?? 0
        return rows.map { String($0 + Array(repeating: " ", count: width - $0.count)) }
    }

    private static func row(
        _ lanes: [String?],
        own: Int,
        sources: [Int],
        ending: [Int],
        mark: Character
    ) -> [Character] {
        let touched = sources + [own]
        let (left, right) = (touched.min() ?? own, touched.max() ?? own)
        var row: [Character] = []
        for lane in lanes.indices {
            let isInside = lane >= left && lane < right
            let sign: Character
            if lane == own {
                sign = mark
            } else if sources.contains(lane) {
                let isEnding = ending.contains(lane)
                sign =
                    lane == left
                    ? (isEnding ? "╰" : "├") : lane == right ? (isEnding ? "╯" : "┤") : isEnding ? "┴" : "┼"
            } else if lanes[lane] != nil {
                sign = lane > left && lane < right ? "┼" : "│"
            } else {
                sign = lane > left && lane < right ? "─" : " "
            }
            row += [sign, isInside ? "─" : " "]
        }
        row.removeLast()
        return row
    }
}
