import Inbox

/// The documents that have settled in the inbox and were not claimed yet.
///
/// Those of the urgent folder come first. The others come in turns, one from each folder of the inbox, so that a folder
/// with thousands of files does not keep the next one waiting; within a folder the longest-waiting is first.
struct Backlog {
    private var urgent: Line
    private var lines: [Line]
    private var turn = 0

    private struct Line {
        var entries: [ScannedEntry] = []
        var taken = 0

        mutating func next() -> ScannedEntry? {
            guard taken < entries.count else { return nil }
            defer { taken += 1 }
            return entries[taken]
        }
    }

    /// How many there are.
    private(set) var count = 0

    /// An empty backlog.
    init() {
        urgent = Line()
        lines = []
    }

    /// A backlog of settled entries, the longest-waiting first.
    init(_ settled: [ScannedEntry], urgentFolder: FileName?) {
        self.init()
        var places: [[UInt8]: Int] = [:]
        for entry in settled {
            count += 1
            if entry.path.isUrgent(in: urgentFolder) {
                urgent.entries.append(entry)
                continue
            }
            let place = entry.path.depth == 0 ? [] : Array(entry.path.bytes.prefix { $0 != UInt8(ascii: "/") })
            if places[place] == nil {
                places[place] = lines.count
                lines.append(Line())
            }
            if let index = places[place] { lines[index].entries.append(entry) }
        }
    }

    var isEmpty: Bool { count == 0 }

    /// Takes out as many as asked for, or as there are.
    mutating func take(_ limit: Int) -> [ScannedEntry] {
        var taken: [ScannedEntry] = []
        while taken.count < limit, let entry = urgent.next() { taken.append(entry) }
        while taken.count < limit, !lines.isEmpty {
            turn %= lines.count
            if let entry = lines[turn].next() {
                taken.append(entry)
                turn += 1
            } else {
                lines.remove(at: turn)
            }
        }
        count -= taken.count
        return taken
    }
}

extension RelativePath {
    /// Whether the first folder of the path is the urgent one.
    func isUrgent(in folder: FileName?) -> Bool {
        guard let folder, depth > 0 else { return false }
        return bytes.starts(with: folder.bytes) && bytes[folder.bytes.count] == UInt8(ascii: "/")
    }
}
