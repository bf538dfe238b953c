/// Wakes one who waits for something to do; rings that come together are heard as one.
final class Bell: Sendable {
    private let mailbox = Mailbox<Void>()

    func ring() { mailbox.post(()) }

    /// Waits for the next ring, or for `limit` by a clock.
    func wait(upTo limit: Duration, on clock: any Clock<Duration>) async {
        let mailbox = mailbox
        let alarm = Task {
            // A clock that refuses to sleep rings at once.
            try? await clock.sleep(for: limit)
            if !Task.isCancelled { mailbox.post(()) }
        }
        _ = await mailbox.next()
        alarm.cancel()
    }
}
