import Foundation
import Testing

/// Starts one daemon for all tests of a suite, and checks at the end that each document has ended exactly once.
struct InboxTrait: SuiteTrait, TestScoping {
    let settings: [String]
    let user: InboxUser
    /// Makes mounts of the suite's own, in a shell in the installation's folder.
    let mounts: String?

    func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        let own = try Installation()
        try user.takesOver(own.folder)
        let arguments = ["watch"] + InboxWatched.settings + settings.flatMap { ["--set", $0] }
        let space: InboxMountSpace?
        let daemon: Running
        let seen: Installation
        if let mounts {
            let made = try await InboxMountSpace(mounts, in: own)
            (space, seen) = (made, made.installation)
            daemon = try made.running([Installation.program.path] + arguments)
        } else {
            (space, seen) = (nil, own)
            daemon = try user.running(Installation.program, arguments, in: own.folder)
        }
        var ends: [String: Int] = [:]
        let outcome = try await InboxWatched.following(seen, daemon, in: space) { watched in
            try await watched.log.events("start") { $0.message == "Watching" }
            try await InboxWatched.$current.withValue(watched) { try await function() }
            ends = watched.ends
        }
        #expect(outcome.exitCode == 0, "\(outcome.errors.suffix(4_000))")
        for problem in try InboxAccounts(of: seen).problems(expecting: ends) { Issue.record("\(problem)") }
        withExtendedLifetime((own, space)) {}
    }
}

extension Trait where Self == InboxTrait {
    /// One daemon for the whole suite, with settings besides those that all have.
    static func watched(_ settings: String..., by user: InboxUser = .own, mounts: String? = nil) -> InboxTrait {
        InboxTrait(settings: settings, user: user, mounts: mounts)
    }
}
