import Foundation
import Testing

/// What somebody without privileges may not do in the inbox.
@Suite(
    .timeLimit(.minutes(6)),
    .enabled("needs setpriv, and a program that others may run") { await InboxUser.isPossible() },
    // A file that may not be read is given up after six tries: here they take longer than the test.
    .watched("inbox.rescan-interval=1s", "retry.initial=1m", "retry.maximum=1m", by: .unprivileged)
)
struct InboxPermissionTests {
    private let files = FileManager.default

    /// Scenario 32: chmod makes an event, and the file is tried again.
    @Test func aFileThatBecomesReadableIsReported() async throws {
        let watched = try #require(InboxWatched.current)
        let file = try watched.outside("shy.txt")
        try files.setAttributes([.posixPermissions: 0], ofItemAtPath: file.path)
        #expect(rename(file.path, watched.installation.inbox.appending(path: "shy.txt").path) == 0)
        try await watched.log.events("a try") { $0.message.hasPrefix("Document is unreadable") && $0.path == "shy.txt" }
        let place = watched.installation.inbox.appending(path: "shy.txt")
        #expect(files.fileExists(atPath: place.path))
        try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: place.path)
        try await watched.reported("shy.txt")
    }

    /// Scenario 33: what may not be removed is copied, once.
    @Test func aFileInAFolderThatMayOnlyBeReadIsCopiedAndReportedOnce() async throws {
        let watched = try #require(InboxWatched.current)
        let folder = try watched.outside("fixed.txt").deletingLastPathComponent()
        try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.appending(path: "fixed.txt").path)
        try files.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
        #expect(rename(folder.path, watched.installation.inbox.appending(path: "fixed").path) == 0)
        let place = watched.installation.inbox.appending(path: "fixed")
        defer { try? files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place.path) }  // To be removed.
        try await watched.reported("fixed/fixed.txt")
        try await watched.looked()
        #expect(files.fileExists(atPath: place.appending(path: "fixed.txt").path))
        let copies = watched.log.events.filter { $0.message.hasPrefix("Document copied") }
        #expect(copies.compactMap(\.path) == ["fixed/fixed.txt"])
    }
}
