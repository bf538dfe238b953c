import Foundation

/// Takes the measurements one after the other, each in a process of its own, and collects what had to be left out.
struct EngineMeasurement {
    /// The folder that all databases are made in, the peers' too.
    let folder: URL
    /// How often each pair of engine and peer is measured.
    let rounds: Int
    /// How long the engine, and the floor, work each time.
    let seconds: Double
    /// Where to say what is going on.
    let progress: BenchProgress
    /// What was left out, and why.
    private(set) var skipped: [String] = []

    private var peers: PeerRunner?
    private var strace = Machine.strace

    /// Finds the peers.
    init(folder: URL, rounds: Int, seconds: Double, includesPeers: Bool) {
        self.folder = folder
        self.rounds = rounds
        self.seconds = seconds
        progress = BenchProgress()
        if !includesPeers {
            skip("the peers: not asked for")
        } else {
            do {
                peers = try PeerRunner()
            } catch {
                skip("the peers: \(error)")
            }
        }
        if strace == nil { skip("fsyncs: strace is not installed") }
    }

    /// The floor, the engine and the peers at one number of concurrent workflows, interleaved.
    mutating func measure(_ durability: EngineDurability, concurrent: Int) throws -> EngineCase {
        var slots: [EngineSlot] = []
        let others: [Peer?] = peers == nil || durability == .process ? [nil] : Peer.all
        for round in 1...rounds {
            for peer in others {
                let beside = peer.map { " beside \($0.title)" } ?? ""
                progress.show("\(durability.rawValue), \(concurrent) concurrent\(beside), round \(round) of \(rounds)")
                slots.append(try slot(durability, concurrent: concurrent, peer: peer))
            }
        }
        progress.show("\(durability.rawValue), \(concurrent) concurrent, counting fsyncs")
        let fsyncs = fsyncs(durability, concurrent: concurrent)
        return EngineCase(durability: durability, concurrent: concurrent, slots: slots, fsyncs: fsyncs)
    }

    /// Notes what is left out, and says it.
    mutating func skip(_ what: String) {
        skipped.append(what)
        progress.warn("Skipped: \(what)")
    }

    /// Runs a subcommand of this program in a new folder of its own, or in the one given.
    func child<Figures: Decodable>(_ arguments: [String], state: URL? = nil) throws -> Figures {
        try withFolder(state) { place in
            let child = ChildProcess.itself(arguments + ["--folder", place.path])
            return try ChildOutput.read(child.run(in: folder))
        }
    }

    /// One measurement of the engine.
    func engine(_ durability: EngineDurability, concurrent: Int, state: URL? = nil) throws -> WorkloadFigures {
        try child(["engine-workload"] + span(durability, concurrent: concurrent), state: state)
    }

    private mutating func slot(_ durability: EngineDurability, concurrent: Int, peer: Peer?) throws -> EngineSlot {
        let floor: WorkloadFigures = try child(["engine-floor"] + span(durability, concurrent: concurrent))
        let engine = try engine(durability, concurrent: concurrent)
        var beside: (Peer, PeerFigures)?
        if let peer, let peers {
            do {
                beside = try withFolder(nil) { place in
                    (peer, try peers.measure(peer, concurrent: concurrent, in: place))
                }
            } catch {
                skip("\(peer.title) at \(concurrent) concurrent: \(error)")
            }
        }
        return EngineSlot(floor: floor, engine: engine, peer: beside)
    }

    /// The engine once more, under strace; the workflows that warm it up are counted with their fsyncs.
    private mutating func fsyncs(_ durability: EngineDurability, concurrent: Int) -> Double? {
        guard let strace else { return nil }
        do {
            let summary = folder.appending(path: "strace.txt")
            let figures: WorkloadFigures = try withFolder(nil) { place in
                var child = ChildProcess.itself(
                    ["engine-workload"] + span(durability, concurrent: concurrent) + ["--folder", place.path]
                )
                child = ChildProcess(command: FsyncCount.command(strace: strace, summary: summary) + child.command)
                return try ChildOutput.read(child.run(in: folder))
            }
            return Double(try FsyncCount(summary: summary).calls) / Double(figures.workflows + figures.warmUp)
        } catch {
            skip("fsyncs: \(error)")
            self.strace = nil
            return nil
        }
    }

    private func span(_ durability: EngineDurability, concurrent: Int) -> [String] {
        ["--durability", durability.rawValue, "--concurrent", "\(concurrent)", "--seconds", "\(seconds)"]
    }

    /// Hands out a new folder and takes it away afterwards; a folder given is handed on and stays.
    private func withFolder<Value>(_ given: URL?, _ body: (URL) throws -> Value) throws -> Value {
        // Dirty pages of what ran before would be written in the middle of what runs now.
        sync()
        if let given { return try body(given) }
        let place = folder.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        let value = try body(place)
        try FileManager.default.removeItem(at: place)
        return value
    }
}
