import Foundation

/// Runs the peers' scripts with the interpreter that they were installed for.
struct PeerRunner {
    private let interpreter: String
    private let scripts: URL

    /// Finds the interpreter and the scripts.
    ///
    /// - Throws: a `BenchFailure` that says what is missing.
    init() throws {
        let variables = ProcessInfo.processInfo.environment
        let home =
            variables["PEERS_HOME"].map { URL(filePath: $0) }
            ?? FileManager.default.homeDirectoryForCurrentUser.appending(path: ".cache/tradecraft/peers")
        interpreter = home.appending(path: "venv/bin/python").path
        let shared = variables["TRADECRAFT_SHARED"] ?? "../shared"
        scripts = URL(filePath: shared).appending(path: "peers").standardizedFileURL
        guard FileManager.default.isExecutableFile(atPath: interpreter) else {
            throw BenchFailure(description: "the peers are not installed: \(interpreter) is not there")
        }
        for script in Peer.all.map(script) where !FileManager.default.isReadableFile(atPath: script) {
            throw BenchFailure(description: "the peers' scripts are not there: \(script); set TRADECRAFT_SHARED")
        }
    }

    /// Runs a peer once, with its database below the folder.
    func measure(_ peer: Peer, concurrent: Int, in folder: URL) throws -> PeerFigures {
        let count = peer.workflows[concurrent] ?? 100
        let child = ChildProcess(
            command: [interpreter, script(peer), "\(count)", "\(concurrent)"] + peer.options,
            environment: ["PEER_RUN_DIR": folder.path, "PYTHONDONTWRITEBYTECODE": "1"],
            limit: .seconds(60)
        )
        let figures = try ChildOutput.read(child.run(in: folder), as: PeerFigures.self)
        guard figures.done == figures.asked else {
            throw BenchFailure(description: "\(peer.title) did \(figures.done) of \(figures.asked) workflows")
        }
        return figures
    }

    private func script(_ peer: Peer) -> String { scripts.appending(path: "peer_\(peer.name).py").path }
}
