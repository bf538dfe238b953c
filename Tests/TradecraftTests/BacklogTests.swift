import Inbox
import Testing

@testable import Tradecraft

@Suite struct BacklogTests {
    private static func entry(_ path: String) throws -> ScannedEntry {
        let time = FileTime(seconds: 0)
        let identity = FileIdentity(device: 1, inode: 1, size: 1, modified: time, changed: time)
        return ScannedEntry(path: try #require(RelativePath(escaped: path)), identity: identity, verdict: .candidate)
    }

    @Test func foldersTakeTurnsAndTheUrgentOneGoesFirst() throws {
        let names = ["big/1", "big/2", "big/3", "big/4", "other/1", "alone", "urgent/now", "urgent"]
        let urgent = try #require(FileName("urgent"))
        var backlog = Backlog(try names.map(Self.entry), urgentFolder: urgent)
        #expect(backlog.count == 8)
        let taken = backlog.take(4).map(\.path.description)
        #expect(taken == ["urgent/now", "big/1", "other/1", "alone"])
        #expect(backlog.take(9).map(\.path.description) == ["big/2", "urgent", "big/3", "big/4"])
        #expect(backlog.isEmpty && backlog.take(1).isEmpty)
    }

    @Test func withoutAnUrgentFolderAllAreAlike() throws {
        var backlog = Backlog(try ["urgent/1", "a"].map(Self.entry), urgentFolder: nil)
        #expect(backlog.take(2).map(\.path.description) == ["urgent/1", "a"])
    }
}
