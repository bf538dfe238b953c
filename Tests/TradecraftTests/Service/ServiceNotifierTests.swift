import Foundation
import Taskt
import TasktTesting
import Testing

@testable import Tradecraft

@Suite(.timeLimit(.minutes(6))) struct ServiceNotifierTests {
    @Test func aSocketAtAPathAndOneOfTheAbstractNamespaceAreTold() async throws {
        let folder = try TemporaryFolder()
        for address in ["\(folder.path)/notify", "@tradecraft-\(UUID().uuidString)"] {
            let socket = try NotificationSocket(address)
            let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": address])
            notifier.ready()
            notifier.status("1 in work")
            notifier.status("1 in work")
            notifier.reloading()
            notifier.reloaded()
            notifier.stopping()
            var heard: [String] = []
            for await message in socket.messages {
                heard.append(message)
                if message == "STOPPING=1" { break }
            }
            #expect(heard.count == 5, "the same status is said once: \(heard)")
            #expect(heard[..<2] == ["READY=1", "STATUS=1 in work"])
            #expect(heard[2].wholeMatch(of: /RELOADING=1\nMONOTONIC_USEC=[0-9]+/) != nil)
            #expect(heard[3...] == ["READY=1", "STOPPING=1"])
        }
    }

    @Test func withoutAManagerNothingIsSaidAndNothingFails() {
        for environment in [[:], ["NOTIFY_SOCKET": ""], ["NOTIFY_SOCKET": "relative"], ["NOTIFY_SOCKET": "/no/where"]] {
            let notifier = ServiceNotifier(environment: environment)
            notifier.ready()
            notifier.stopping()
        }
        #expect(!ServiceNotifier(environment: [:]).isListenedTo)
    }

    @Test func theWatchdogIsHeededOnlyWhereItIsAboutThisProcess() {
        var environment = ["NOTIFY_SOCKET": "@x", "WATCHDOG_USEC": "3000000"]
        #expect(ServiceNotifier(environment: environment, processID: 7).watchdog == .seconds(3))
        environment["WATCHDOG_PID"] = "7"
        #expect(ServiceNotifier(environment: environment, processID: 7).watchdog == .seconds(3))
        #expect(ServiceNotifier(environment: environment, processID: 8).watchdog == nil)
        environment["WATCHDOG_USEC"] = "soon"
        #expect(ServiceNotifier(environment: environment, processID: 7).watchdog == nil)
    }

    /// A daemon whose intake hangs must fall silent, or the service manager would never start it again.
    @Test func aSignOfLifeIsGivenOnlyWhileTheIntakeMakesTurns() async throws {
        let address = "@tradecraft-\(UUID().uuidString)"
        let socket = try NotificationSocket(address)
        let clock = ManualClock()
        let (session, doorbell) = (SessionTally(), Doorbell())
        let notifier = ServiceNotifier(environment: ["NOTIFY_SOCKET": address, "WATCHDOG_USEC": "8000000"])
        let notices = ServiceNotices(
            notifier: notifier,
            queue: WorkQueue(capacity: 1, workers: 1, doorbell: doorbell),
            session: session,
            doorbell: doorbell,
            environment: EngineEnvironment(clock: clock, uptime: { clock.now.offset })
        )
        let running = Task { try await notices.run() }
        func pass(_ seconds: Int) async {
            for _ in 0..<seconds {
                await clock.sleepers(atLeast: 1)
                clock.advance(by: .seconds(1))
            }
            await clock.sleepers(atLeast: 1)
        }
        await pass(10)
        // Nothing has been said yet but the status; the intake was rung for.
        await doorbell.wait(atMost: nil, clock: clock)
        session.countTurn()
        await pass(4)
        notifier.stopping()
        running.cancel()
        var heard: [String] = []
        for await message in socket.messages {
            heard.append(message)
            if message == "STOPPING=1" { break }
        }
        #expect(heard == ["STATUS=0 in work, 0 waiting to be tried again", "WATCHDOG=1", "STOPPING=1"])
    }
}
