import Foundation
import Testing

/// File systems come and go over the inbox, or change without telling.
@Suite(
    .timeLimit(.minutes(6)),
    .serialized,
    .enabled(InboxMountSpace.reason) { await InboxMountSpace.isPossible() },
    .watched("inbox.rescan-interval=1s", "inbox.path=volume/inbox", mounts: "mkdir -p volume/inbox")
)
struct InboxMountTests {
    private func inbox() throws -> (watched: InboxWatched, space: InboxMountSpace, inbox: URL) {
        let watched = try #require(InboxWatched.current)
        return (watched, try #require(watched.space), watched.installation.folder.appending(path: "volume/inbox"))
    }

    private func drop(_ name: String, _ folder: URL) throws {
        try Data(InboxWatched.text(name).utf8).write(to: folder.appending(path: name))
    }

    /// Scenario 19: a mount makes no event.
    @Test func filesOfAFileSystemThatIsMountedOverTheInboxAreFound() async throws {
        let (watched, space, inbox) = try inbox()
        try await space.shell("mount -t tmpfs tmpfs volume/inbox")
        try drop("mounted.txt", inbox)
        try await watched.reported("mounted.txt")
        try await space.shell("umount -l volume/inbox")
        try drop("beneath.txt", inbox)
        try await watched.reported("beneath.txt")
    }

    /// Scenario 20: what was taken is finished without the inbox, and what comes back with it is found.
    @Test func anUnmountedInboxIsMissedAndItsDocumentsAreKept() async throws {
        let (watched, space, inbox) = try inbox()
        try await space.shell("mount -t tmpfs tmpfs volume && mkdir volume/inbox")
        try drop("before.txt", inbox)
        try await watched.claimed("before.txt")
        try await space.shell("mkdir -p parked; mount --move volume parked; rmdir volume/inbox")
        try await watched.log.events("unavailable") { $0.message == "Inbox unavailable" }
        try await watched.reported("before.txt")
        try await space.shell("mount --move parked volume")
        try await watched.log.events("available") { $0.message == "Inbox available again" }
        try drop("after.txt", inbox)
        try await watched.reported("after.txt")
        try await space.shell("umount -l volume; mkdir volume/inbox")
        try await watched.looked(in: inbox)
    }

    /// Scenario 21: written into the layer beneath, as from outside a container; as silent as a network file system.
    @Test func filesThatComeWithoutAnyEventAreFound() async throws {
        let (watched, space, _) = try inbox()
        try await space.shell(
            """
            mkdir -p layers && mount -t tmpfs tmpfs layers && mkdir layers/lower layers/upper layers/work
            mount -t overlay -o lowerdir=layers/lower,upperdir=layers/upper,workdir=layers/work overlay volume/inbox
            """
        )
        let layers = watched.installation.folder.appending(path: "layers")
        try await watched.looked(in: watched.installation.folder.appending(path: "volume/inbox"))
        try drop("silent.txt", layers.appending(path: "upper"))
        try await watched.reported("silent.txt")
        try await space.shell("umount -l volume/inbox")
    }
}

extension InboxWatched {
    /// Waits until an inbox that is not at its usual place has been looked at.
    func looked(in inbox: URL) async throws {
        let name = "looked \(UUID().uuidString).txt"
        try Data(Self.text(name).utf8).write(to: inbox.appending(path: name))
        try await reported(name)
    }
}
