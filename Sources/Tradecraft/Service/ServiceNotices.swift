import Taskt

/// Tells the service manager, every few seconds, what is in work; and that the intake gets on, where it wants to know.
struct ServiceNotices: Upkeep {
    let notifier: ServiceNotifier
    let queue: WorkQueue
    let session: SessionTally
    /// Rung to have the intake make a turn.
    let doorbell: Doorbell
    let environment: EngineEnvironment

    private static let pause: Duration = .seconds(3)

    /// Reports until the current task is cancelled.
    ///
    /// A sign of life is given only for a turn that the intake has made since the last one: a daemon that hangs falls
    /// silent, and is started again.
    func run() async throws {
        guard notifier.isListenedTo else { return }
        let interval = notifier.watchdog.map { $0 / 2 }
        let pause = min(Self.pause, (interval ?? Self.pause) / 2)
        var (lastSign, turns) = (environment.uptime(), session.turns)
        while true {
            let load = queue.load
            notifier.status("\(load.members - load.delayed) in work, \(load.delayed) waiting to be tried again")
            try await environment.clock.sleep(for: pause)
            guard let interval, environment.uptime() - lastSign + pause > interval else { continue }
            if session.turns != turns {
                notifier.isAlive()
                (lastSign, turns) = (environment.uptime(), session.turns)
            } else {
                doorbell.ring()
            }
        }
    }
}
