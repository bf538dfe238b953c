import Foundation
import Testing

/// Documents come into the inbox in all the ways there are, to one daemon that hears of them by events alone.
@Suite(
    .timeLimit(.minutes(6)),
    .watched("inbox.rescan-interval=1h", "inbox.depth=3")
)
struct InboxArrivalTests {
    private let files = FileManager.default

    private func inbox() throws -> (watched: InboxWatched, inbox: URL) {
        let watched = try #require(InboxWatched.current)
        return (watched, watched.installation.inbox)
    }

    /// Scenario 1.
    ///
    /// At night the time is taken too: it depends on nobody else then.
    @Test func aCopiedFileIsReportedOnce() async throws {
        let (watched, inbox) = try inbox()
        let file = try watched.outside("copied.txt")
        let start = ContinuousClock.now
        try files.copyItem(at: file, to: inbox.appending(path: "copied.txt"))
        let report = try await watched.reported("copied.txt")
        #expect(report.techniques == ["T1059.001"])
        if InboxDepth.isNightly { #expect(ContinuousClock.now - start < .milliseconds(2_300)) }
    }

    /// Scenario 2.
    @Test func aFileThatIsMovedInIsReportedOnce() async throws {
        let (watched, inbox) = try inbox()
        let file = try watched.outside("moved.txt")
        #expect(rename(file.path, inbox.appending(path: "moved.txt").path) == 0)
        try await watched.reported("moved.txt")
    }

    /// Scenario 3: moved between file systems it is copied, and taken once the copy is whole.
    @Test(.enabled(if: OtherFileSystem.folder != nil, "needs a second file system, in /dev/shm"))
    func aFileFromAnotherFileSystemIsReportedWhole() async throws {
        let (watched, inbox) = try inbox()
        let folder = try #require(OtherFileSystem.folder)
        let file = folder.appending(path: "across \(UUID().uuidString).txt")
        let text = InboxWatched.text("across") + String(repeating: "Nothing happened on that day.\n", count: 2_000)
        try Data((text + "At last the logs were cleared (T1070.001).\n").utf8).write(to: file)
        let move = try Running(
            [file.path, inbox.appending(path: "across.txt").path],
            in: folder,
            program: URL(filePath: "/bin/mv")
        )
        #expect(try await move.outcome().exitCode == 0)
        #expect(try await watched.reported("across.txt").techniques == ["T1059.001", "T1070.001"])
    }

    /// Scenario 4: a writer that takes three times as long as a file has to be quiet.
    @Test func aSlowWriterIsWaitedFor() async throws {
        let (watched, inbox) = try inbox()
        let path = inbox.appending(path: "slow.txt").path
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        let writer = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        for line in 1...9 {
            try writer.write(contentsOf: Data("\(line): \(InboxWatched.text("slow"))".utf8))
            try await Task.sleep(for: .milliseconds(100))
        }
        try writer.write(contentsOf: Data("At last the logs were cleared (T1070.001).\n".utf8))
        let size = try writer.offset()
        try writer.close()
        let report = try await watched.reported("slow.txt")
        #expect(report.size == Int(size) && report.techniques.contains("T1070.001"))
    }

    /// Scenario 5: a writer that pauses for longer than a file has to be quiet, with the file open.
    @Test func aWriterThatPausesWithTheFileOpenIsWaitedFor() async throws {
        let (watched, inbox) = try inbox()
        let path = inbox.appending(path: "paused.txt").path
        let writer = FileHandle(
            fileDescriptor: open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644),
            closeOnDealloc: true
        )
        try writer.write(contentsOf: Data(InboxWatched.text("paused").utf8))
        // Another document that came later is through: this one has been looked at, quiet for long enough.
        try await watched.looked()
        try writer.write(contentsOf: Data("At last the logs were cleared (T1070.001).\n".utf8))
        try writer.close()
        #expect(try await watched.reported("paused.txt").techniques == ["T1059.001", "T1070.001"])
    }

    /// Scenario 6: what rsync does; the name it writes under never becomes a document.
    @Test func aFileThatIsWrittenUnderAHiddenNameAndRenamedIsReportedOnce() async throws {
        let (watched, inbox) = try inbox()
        try watched.drop(".synced.txt.Kq83aB")
        try await watched.looked()
        #expect(
            rename(inbox.appending(path: ".synced.txt.Kq83aB").path, inbox.appending(path: "synced.txt").path) == 0
        )
        try await watched.reported("synced.txt")
    }

    /// Scenario 7.
    @Test func unfinishedAndHiddenFilesAreLeftAloneAndListed() async throws {
        let (watched, inbox) = try inbox()
        let names = [
            "film.part", "film.crdownload", "film.tmp", "film.swp", "notes~", "film.filepart", ".~lock.notes.odt#",
            "._film", ".DS_Store", "Thumbs.db",
        ]
        for name in names { try watched.drop(name) }
        try await watched.looked()
        let status = try await watched.installation.run("status", "--ignored")
        #expect(status.exitCode == 0, "\(status.errors)")
        for name in names {
            #expect(status.output.contains(name), "\(status.output)")
            #expect(files.fileExists(atPath: inbox.appending(path: name).path))
        }
    }

    /// Scenario 8.
    @Test func aDownloadIsTakenWhenItHasItsName() async throws {
        let (watched, inbox) = try inbox()
        let source = Installation.fixtures.appending(path: "Documents/report.pdf")
        let unfinished = inbox.appending(path: "browser.pdf.crdownload")
        try files.copyItem(at: source, to: unfinished)
        try await watched.looked()
        #expect(files.fileExists(atPath: unfinished.path))
        try files.moveItem(at: unfinished, to: inbox.appending(path: "browser.pdf"))
        #expect(try await !watched.reported("browser.pdf").techniques.isEmpty)
    }

    /// Scenario 9: a hard link makes one event and is never closed by a writer.
    @Test func aHardLinkIsReported() async throws {
        let (watched, inbox) = try inbox()
        let file = try watched.outside("linked.txt")
        try files.linkItem(at: file, to: inbox.appending(path: "linked.txt"))
        try await watched.reported("linked.txt")
        #expect(files.fileExists(atPath: file.path))
    }

    /// Scenario 10.
    @Test func aSymbolicLinkIsRejectedAndNotFollowed() async throws {
        let (watched, inbox) = try inbox()
        let file = try watched.outside("target.txt")
        let before = try Data(contentsOf: file)
        try files.createSymbolicLink(at: inbox.appending(path: "link.txt"), withDestinationURL: file)
        #expect(try await watched.rejected("link.txt") == "symlink")
        #expect(try Data(contentsOf: file) == before)
    }

    /// Scenario 11.
    @Test func aPipeAndASocketAreRejectedUnopened() async throws {
        let (watched, inbox) = try inbox()
        #expect(mkfifo(inbox.appending(path: "pipe").path, 0o600) == 0)
        let socket = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = inbox.appending(path: "socket").path
        try #require(path.utf8.count < MemoryLayout.size(ofValue: address.sun_path))
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(status == 0)
        #expect(try await watched.rejected("pipe") == "pipe")
        #expect(try await watched.rejected("socket") == "socket")
    }

    /// Scenario 11, where device nodes can be made.
    @Test(.enabled(if: geteuid() == 0, "needs root")) func aDeviceIsRejected() async throws {
        let (watched, inbox) = try inbox()
        let status = mknod(inbox.appending(path: "device").path, S_IFCHR | 0o600, 0x103)
        // Containers may not make them, root or not.
        guard status == 0 else { return }
        #expect(try await watched.rejected("device") == "device")
    }

    /// Scenario 12: the files in it make no events.
    @Test func theFilesOfAFolderThatIsMovedInAreReported() async throws {
        let (watched, inbox) = try inbox()
        let folder = try watched.outside("first.txt").deletingLastPathComponent()
        for name in ["second.txt", "third.txt"] {
            try Data(InboxWatched.text(name).utf8).write(to: folder.appending(path: name))
        }
        #expect(rename(folder.path, inbox.appending(path: "case").path) == 0)
        for name in ["first.txt", "second.txt", "third.txt"] { try await watched.reported("case/\(name)") }
    }

    /// Scenario 13: the folders below the first make no events.
    @Test func aFileInFoldersThatWereMadeAtOnceIsReported() async throws {
        let (watched, inbox) = try inbox()
        try files.createDirectory(at: inbox.appending(path: "a/b/c"), withIntermediateDirectories: true)
        try watched.drop("a/b/c/deep.txt")
        try await watched.reported("a/b/c/deep.txt")
    }

    /// Scenario 14.
    @Test func whatLiesTooDeepIsRejectedOnce() async throws {
        let (watched, inbox) = try inbox()
        let folder = try watched.outside("inside.txt").deletingLastPathComponent()
        try files.createDirectory(at: inbox.appending(path: "1/2/3"), withIntermediateDirectories: true)
        #expect(rename(folder.path, inbox.appending(path: "1/2/3/4").path) == 0)
        #expect(try await watched.rejected("1/2/3/4") == "tooDeep")
        try await watched.looked()
        let told = watched.log.events.filter { $0.message == "Document rejected" && $0.path == "1/2/3/4" }
        #expect(told.count == 1)
    }

    /// Scenario 27.
    @Test func theSameNameInTwoFoldersMakesTwoReports() async throws {
        let (watched, inbox) = try inbox()
        for folder in ["left", "right"] {
            try files.createDirectory(at: inbox.appending(path: folder), withIntermediateDirectories: true)
            try watched.drop("\(folder)/same.txt")
        }
        #expect(try await watched.reported("left/same.txt").name == "left/same.txt")
        #expect(try await watched.reported("right/same.txt").name == "right/same.txt")
    }
}
