import Foundation
import GRDB
import Testing

/// File systems that are full at every possible write, then have room again; one after the other under one daemon.
@Suite(
    .timeLimit(.minutes(30)),
    .serialized,
    .enabled(InboxMountSpace.reason) { await InboxMountSpace.isPossible() },
    .watched(
        "inbox.rescan-interval=1s",
        mounts: """
            mkdir outbox state processed rejected
            mount -t tmpfs -o size=4m tmpfs outbox; mount -t tmpfs -o size=24m tmpfs state
            mount -t tmpfs -o size=1m tmpfs processed; mount -t tmpfs -o size=1m tmpfs rejected
            """
    )
)
struct InboxSpaceTests {
    private static let page = 4_096
    /// How many pages are left, from none to more than what is written takes.
    private static let pages = InboxDepth.isNightly ? Array(0...16) : [0, 1, 5]

    /// What a daemon says when it cannot go on for now.
    private static let setbacks: Set<String> = [
        "Document waits for the machine", "Document postponed", "Document not claimed yet",
        "No document can be claimed",
    ]

    /// Drops a document while a folder's file system has so much room, and gives the room back once that has shown.
    private func drop(_ name: String, _ content: Data, in folder: KeyPath<Installation, URL>, pages: Int) async throws {
        let watched = try #require(InboxWatched.current)
        let place = watched.installation[keyPath: folder]
        try #require(watched.space).fill(place, leaving: pages * Self.page)
        let seen = watched.log.events.count
        try content.write(to: watched.installation.inbox.appending(path: name))
        let (setbacks, isEnd) = (Self.setbacks, ["Report published", "Document rejected"])
        try await watched.log.events("\(name) held back or through", after: seen) { event in
            isEnd.contains(event.message) && event.path == name || setbacks.contains(event.message)
        }
        try #require(watched.space).free(place)
    }

    /// Scenario 34.
    @Test(arguments: pages) func aFullOutboxHoldsADocumentBackUntilThereIsRoom(pages: Int) async throws {
        let name = "outbox \(pages).txt"
        try await drop(name, Data(InboxWatched.text(name).utf8), in: \.outbox, pages: pages)
        try await InboxWatched.current?.reported(name)
    }

    /// Scenario 35.
    @Test func anOutboxThatMayOnlyBeReadHoldsADocumentBack() async throws {
        let watched = try #require(InboxWatched.current)
        try await watched.space?.shell("mount -o remount,ro outbox")
        try watched.drop("fixed.txt")
        let id = try await watched.claimed("fixed.txt")
        try await watched.log.events("held back") {
            $0.message == "Document waits for the machine" && $0.document == id
        }
        try await watched.space?.shell("mount -o remount,rw outbox")
        try await watched.reported("fixed.txt")
    }

    /// Scenario 34, for what is put away.
    @Test(arguments: pages) func aFullFolderOfOriginalsHoldsOneBackUntilThereIsRoom(pages: Int) async throws {
        let name = "processed \(pages).txt"
        try await drop(name, Data(InboxWatched.text(name).utf8), in: \.processed, pages: pages)
        try await InboxWatched.current?.reported(name)
    }

    /// Scenario 34, for rejections: the reason is written whole or not at all.
    @Test(arguments: pages) func aFullFolderOfRejectionsHoldsOneBackUntilThereIsRoom(pages: Int) async throws {
        let name = "rejected \(pages).bin"
        try await drop(name, InboxWatched.noise(), in: \.rejected, pages: pages)
        #expect(try await InboxWatched.current?.rejected(name) == "unsupportedFormat")
    }

    /// Scenario 36: where the database has no room nothing is claimed, or what is claimed waits; the daemon stays.
    @Test(arguments: InboxDepth.isNightly ? Array(0...40) : [0, 6])
    func aFullStateDirectoryHoldsDocumentsBackUntilThereIsRoom(pages: Int) async throws {
        let name = "state \(pages).txt"
        try await drop(name, Data(InboxWatched.text(name).utf8), in: \.state, pages: pages)
        try await InboxWatched.current?.reported(name)
    }
}

/// A database that somebody else has locked.
@Suite(.timeLimit(.minutes(6))) struct InboxLockedDatabaseTests {
    private static func database(_ installation: Installation) throws -> DatabaseQueue {
        var configuration = GRDB.Configuration()
        configuration.allowsUnsafeTransactions = true
        // The daemon may be writing down that it began.
        configuration.busyMode = .timeout(10)
        return try DatabaseQueue(path: installation.database.path, configuration: configuration)
    }

    /// Scenario 36: a daemon waits for as long as it takes, a single pass ends with an error.
    @Test func whileTheDatabaseIsLockedNothingIsClaimedAndNothingLost() async throws {
        let installation = try Installation()
        let settings = InboxWatched.settings + ["--set", "inbox.rescan-interval=1s"]
        let daemon = try Running(["watch"] + settings, in: installation.folder)
        let outcome = try await InboxWatched.following(installation, daemon) { watched in
            try await watched.log.events("start") { $0.message == "Watching" }
            let database = try Self.database(installation)
            try await database.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
            try watched.drop("locked.txt")
            try await watched.log.events("blocked") { $0.message == "No document can be claimed" }
            #expect(try installation.names(in: installation.inbox) == ["locked.txt"])
            try await database.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
            try database.close()
            try await watched.reported("locked.txt")
        }
        #expect(outcome.exitCode == 0, "\(outcome.errors)")
        let database = try Self.database(installation)
        try await database.writeWithoutTransaction { db in try db.execute(sql: "BEGIN IMMEDIATE") }
        try installation.drop("single.txt", InboxWatched.text("single"))
        let pass = try await installation.drain()
        #expect(pass.exitCode != 0)
        try await database.writeWithoutTransaction { db in try db.execute(sql: "ROLLBACK") }
        try database.close()
        #expect(try await installation.drain().exitCode == 0)
        let ends = ["locked.txt": 1, "single.txt": 1]
        #expect(try InboxAccounts(of: installation).problems(expecting: ends) == [])
    }
}
