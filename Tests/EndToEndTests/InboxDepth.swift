import Foundation

/// How deep the tests of the inbox go: `TRADECRAFT_TEST_DEPTH=nightly` asks for the full depth.
enum InboxDepth {
    /// Whether nothing is left out.
    static let isNightly = ProcessInfo.processInfo.environment["TRADECRAFT_TEST_DEPTH"] == "nightly"

    /// A count for the gate, and one for the night.
    static func of(_ short: Int, nightly: Int) -> Int { isNightly ? nightly : short }
}

/// A folder on another file system than the temporary folder, where the machine has one.
enum OtherFileSystem {
    static let folder: URL? = {
        var (here, there) = (stat(), stat())
        let path = "/dev/shm"
        guard stat(FileManager.default.temporaryDirectory.path, &here) == 0, stat(path, &there) == 0,
            here.st_dev != there.st_dev, access(path, W_OK) == 0
        else { return nil }
        return URL(filePath: path)
    }()
}
