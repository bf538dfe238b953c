import Glibc

/// A TLS server on 127.0.0.1 whose certificate nobody has signed but itself: the program `openssl`.
final class OpenSSLServer: Sendable {
    let port: UInt16

    private let process: pid_t

    /// Whether there is such a program.
    static let isAvailable = (try? run(["openssl", "version"])) == 0

    /// A server whose certificate is for `name`, say `IP:127.0.0.1`; its files are in `folder`.
    init(for name: String, in folder: DownloadFolder) throws {
        let key = "\(folder.path)/key.pem"
        let certificate = "\(folder.path)/cert.pem"
        let made = try Self.run([
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout",
            key, "-out", certificate, "-days", "2", "-subj", "/CN=fetch-tests", "-addext", "subjectAltName=\(name)",
        ])
        guard made == 0 else { throw ServerFailure(number: made) }
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ServerFailure(number: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[0]) }
        process = try Self.start(
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", certificate, "-key", key, "-www"],
            output: ends[1]
        )
        close(ends[1])
        var line: [UInt8] = []
        var byte: UInt8 = 0
        // "ACCEPT 127.0.0.1:40123"
        while !(line.starts(with: Array("ACCEPT ".utf8)) && byte == UInt8(ascii: "\n")) {
            if byte == UInt8(ascii: "\n") { line = [] }
            guard read(ends[0], &byte, 1) == 1 else { throw ServerFailure(number: errno) }
            line.append(byte)
        }
        let digits = line.dropLast().suffix(while: (UInt8(ascii: "0")...UInt8(ascii: "9")).contains)
        guard let port = UInt16(String(decoding: digits, as: UTF8.self)) else { throw ServerFailure(number: 0) }
        self.port = port
    }

    deinit {
        kill(process, SIGKILL)
        var status: Int32 = 0
        waitpid(process, &status, 0)
    }

    /// The exit status of a program whose output nobody wants.
    private static func run(_ words: [String]) throws -> Int32 {
        let nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC)
        defer { close(nowhere) }
        var status: Int32 = 0
        waitpid(try start(words, output: nowhere), &status, 0)
        return status
    }

    private static func start(_ words: [String], output: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, output, 1)
        posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
        var arguments = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var environment: [UnsafeMutablePointer<CChar>?] = [nil]
        var process: pid_t = 0
        let status = posix_spawnp(&process, words[0], &actions, nil, &arguments, &environment)
        guard status == 0 else { throw ServerFailure(number: status) }
        return process
    }
}

extension BidirectionalCollection {
    /// The longest end all of whose elements are wanted.
    fileprivate func suffix(while isWanted: (Element) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, isWanted(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
