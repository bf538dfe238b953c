/// Another engine that runs the same workflow, by a script of its own.
struct Peer {
    /// What the script and the report call it.
    let name: String
    /// The script's options.
    let options: [String]
    /// How many workflows are run at each number of concurrent ones: enough for a second or two.
    let workflows: [Int: Int]

    /// The peers of the side-by-side runs, as they are shipped but for DBOS, which is given a write-ahead log.
    static let all = [
        Peer(name: "dura", options: [], workflows: [1: 200, 8: 300, 64: 640]),
        Peer(name: "dbos", options: ["--opt", "wal"], workflows: [1: 60, 8: 100, 64: 128]),
        Peer(name: "huey", options: [], workflows: [1: 80, 8: 120, 64: 192]),
    ]

    /// The name with the options that matter.
    var title: String { options.last.map { "\(name) (\($0))" } ?? name }
}
