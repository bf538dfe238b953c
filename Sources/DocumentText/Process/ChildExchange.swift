import CLinux
import Glibc

/// The time between a child's start and its end: reads what it writes, watches the clock, kills and collects it.
struct ChildExchange: ~Copyable {
    let process: pid_t
    let output: OwnedDescriptor
    let errors: OwnedDescriptor
    let receiver: FrameReceiver

    /// How much of what the child says on its standard error is kept.
    static let errorLimit = 16_384

    private static let readable = CShort(POLLIN | POLLHUP | POLLERR)

    /// Runs until the child has ended, or one of the limits stops it, then kills its group and collects it.
    consuming func run(until deadline: ContinuousClock.Instant, stop: StopSignal) -> ChildOutcome {
        let exit = OwnedDescriptor(adopting: clinux_pidfd_open(process))
        var streams = ChildStreams(receiver: receiver)
        // Without a way to see the child's end (a descriptor table that is full), it ends here and now.
        let reason: ChildOutcome.StopReason? =
            if let exit {
                exchange(&streams, exit: exit.number, until: deadline, stop: stop.descriptor)
            } else {
                .unobservable
            }
        // Before collecting: while its dead leader is not collected, nobody else can get the group's number.
        kill(-process, SIGKILL)
        kill(process, SIGKILL)
        var status: CInt = 0
        var usage = rusage()
        while wait4(process, &status, 0, &usage) < 0, errno == EINTR {}
        OwnChildren.forget(process)
        // What it had started is init's to collect, and in a container this program may be init.
        while waitpid(-process, nil, 0) > 0 || errno == EINTR {}
        return ChildOutcome(
            stopped: reason,
            status: status,
            answer: streams.answer,
            errors: streams.errors,
            peakMemoryBytes: Int(usage.ru_maxrss) * 1024
        )
    }

    private borrowing func exchange(
        _ streams: inout ChildStreams,
        exit: CInt,
        until deadline: ContinuousClock.Instant,
        stop: CInt
    ) -> ChildOutcome.StopReason? {
        // A negative number is left out by poll: a stream that has ended.
        var outputNumber = output.number
        var errorNumber = errors.number
        while true {
            var polled = [exit, stop, outputNumber, errorNumber]
                .map { pollfd(fd: $0, events: .init(POLLIN), revents: 0) }
            let ready = poll(&polled, nfds_t(polled.count), Self.milliseconds(until: deadline))
            guard ready >= 0 || errno == EINTR else { return .unobservable }
            guard ready > 0 else {
                if ContinuousClock.now >= deadline { return .wall }
                continue
            }
            if polled[1].revents & Self.readable != 0 { return .cancelled }
            if polled[2].revents & Self.readable != 0 {
                switch streams.readOutput(from: outputNumber) {
                case .more: break
                case .ended: outputNumber = -1
                case .refused: return .answer
                }
            }
            if polled[3].revents & Self.readable != 0, streams.readErrors(from: errorNumber) == .ended {
                errorNumber = -1
            }
            if polled[0].revents & Self.readable != 0 {
                // What it wrote last is still in the pipes; nothing it left behind may add to that.
                kill(-process, SIGKILL)
                if polled[2].revents == 0, polled[3].revents == 0 { return nil }
            }
            // A child that keeps writing is never silent long enough for the time-out of poll.
            if ContinuousClock.now >= deadline { return .wall }
        }
    }

    private static func milliseconds(until deadline: ContinuousClock.Instant) -> CInt {
        let left = deadline - ContinuousClock.now
        guard left > .zero else { return 0 }
        let (seconds, attoseconds) = left.components
        return CInt(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1)
    }
}
