import Glibc
import Inbox
import Testing

@Suite(.timeLimit(.minutes(5))) struct StateLockTests {
    @Test func aSecondInstanceIsToldWhoHoldsTheLock() throws {
        let folder = try TemporaryFolder()
        let state = folder.path.appending("state")
        let lock = try StateLock(folder: state)
        let error = #expect(throws: InboxError.self) { try StateLock(folder: state) }
        #expect(error?.code == .locked)
        #expect(error?.holder == getpid())
        #expect(error?.description.contains("held by process \(getpid())") == true)
        lock.release()
        lock.release()
        try StateLock(folder: state).release()
    }

    @Test func theKernelReleasesTheLockOfAKilledProcess() async throws {
        let folder = try TemporaryFolder()
        let state = folder.path.string
        await #expect(processExitsWith: .signal(SIGKILL)) { [state = state as String] in
            let lock = try StateLock(folder: SystemPath(state))
            kill(getpid(), SIGKILL)
            lock.release()
        }
        // The dead one's process id is still in the file, and does not matter.
        #expect(try text(of: folder.path.appending("lock")) != "\(getpid())\n")
        let lock = try StateLock(folder: folder.path)
        #expect(try text(of: folder.path.appending("lock")) == "\(getpid())\n")
        lock.release()
    }

    @Test func aLocalFileSystemIsNoNetworkFileSystem() throws {
        let folder = try TemporaryFolder()
        #expect(try networkFileSystemName(of: folder.path) == nil)
        #expect(throws: InboxError.self) { try networkFileSystemName(of: folder.path.appending("no")) }
        #expect(try fileSystemRoom(at: folder.path).bytes > 0)
    }
}
