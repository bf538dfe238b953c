import Foundation
import Glibc
import Testing

/// What the acts of `extract-probe` are aimed at: a folder anybody may write to, and something that listens.
final class HostileStage: Sendable {
    let folder: String
    let port: UInt16
    private let sockets: [CInt]

    /// - Parameter owner: Who owns the files.
    /// - Throws: What the file system says.
    init(owner: UInt32 = getuid()) throws {
        folder = "/tmp/hostile-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        chmod(folder, 0o777)
        for name in [
            "read-staged", "write-staged", "truncate", "unlink", "rename", "link", "chmod", "chown", "touch",
            "attribute", "input",
        ] {
            try Data("a file\n".utf8).write(to: URL(filePath: "\(folder)/\(name)"))
            chmod("\(folder)/\(name)", 0o777)
            if getuid() == 0 { chown("\(folder)/\(name)", owner, owner) }
        }
        let (tcp, port) = try Self.listenOnTCP()
        self.port = port
        sockets = [tcp, try Self.listen(at: "\(folder)/socket")]
        chmod("\(folder)/socket", 0o777)
    }

    deinit {
        for socket in sockets {
            close(socket)
        }
        // What stays in the temporary folder harms no other test.
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Puts a stand-in for `pdftotext` into the folder.
    func install(tool: String) throws {
        try FileManager.default.createSymbolicLink(atPath: "\(folder)/pdftotext", withDestinationPath: tool)
    }

    private static func listenOnTCP() throws -> (CInt, UInt16) {
        let number = socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(number, pointer, size) == 0 && Glibc.listen(number, 8) == 0
                    && getsockname(number, pointer, &size) == 0
            }
        }
        try #require(bound, "no port is left")
        return (number, UInt16(bigEndian: address.sin_port))
    }

    private static func listen(at path: String) throws -> CInt {
        let number = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(number, $0, size) == 0 }
        }
        try #require(bound && Glibc.listen(number, 8) == 0, "no socket can be made in /tmp")
        return number
    }
}
